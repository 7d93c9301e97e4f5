/** Drawings, and what a pointer does to them. */
export const charts = `
svg { display: block; max-width: 100%; }
svg.plot { width: 100%; height: auto; font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif; font-variant-numeric: tabular-nums; overflow: visible; color: var(--quiet); background: none; }
svg.plot text { white-space: pre; }
svg.plot [aria-label='y-grid'], svg.plot [aria-label='x-grid'] { color: var(--text); }
figcaption { margin-top: 6px; max-width: 76ch; }
h3 .note { font-weight: 400; }
figure.wide, .scroll > figure { min-width: 760px; }
figure.medium { max-width: 720px; }
.path svg, .maps svg { width: 100%; border-radius: 3px; }
.path image, .maps image { image-rendering: pixelated; }
.path figcaption, .maps figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8px; }
.path b, .maps b { color: var(--text); font-weight: 600; }
path.on { stroke: var(--text) !important; stroke-width: 3px !important; stroke-opacity: 1 !important; }
circle.on { fill: var(--text) !important; fill-opacity: 1 !important; }
rect.on { fill-opacity: 1 !important; stroke: var(--text) !important; stroke-width: 1.5px !important; }
path[data-trial], circle[data-trial], rect[data-trial] { pointer-events: all; }
path[data-trial] { pointer-events: stroke; }
svg [data-trial] { cursor: pointer; }
#pointed {
  position: fixed; left: 50%; bottom: 20px; transform: translateX(-50%); max-width: calc(100vw - 32px);
  padding: 8px 16px; border-radius: 8px; background: var(--text); color: var(--paper); font-size: 13px;
  pointer-events: none; font-variant-numeric: tabular-nums;
}
.intervals { list-style: none; margin: 24px 0 0; padding: 0; font-variant-numeric: tabular-nums; }
.intervals li { display: grid; grid-template-columns: minmax(0, 330px) 190px minmax(0, 1fr); gap: 0 20px; align-items: center; padding: 7px 0; border-top: 1px solid var(--rule); }
.intervals .what b { font-weight: 600; color: var(--own); }
.intervals .value { white-space: nowrap; }
.intervals .track { position: relative; display: block; height: 18px; margin: 0 18px; }
.intervals .track > * { position: absolute; }
.intervals s { top: -7px; bottom: -7px; width: 1px; background: var(--rule); }
.intervals u { top: 7px; height: 4px; border-radius: 2px; background: var(--own); opacity: 0.45; min-width: 2px; }
.intervals u.cut { background: linear-gradient(to right, transparent, var(--own) 28px); }
.intervals em { top: 3px; width: 12px; height: 12px; margin-left: -6px; border-radius: 50%; background: var(--own); }
.intervals em.other { border-radius: 0; transform: rotate(45deg) scale(0.8); background: var(--paper); border: 2px solid var(--own); }
.intervals .axis { padding: 0; }
.intervals .axis .track { grid-column: 3; }
.intervals i { top: 0; transform: translateX(-50%); font-style: normal; font-size: 12px; color: var(--quiet); }
@media (max-width: 760px) {
  .intervals li { grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; }
  .intervals .track, .intervals .axis .track { grid-column: 1 / -1; }
}
@media (max-width: 420px) {
  .intervals i:nth-child(even) { display: none; }
}
`;
