/** The page's style: system fonts, one accent, one colour for the best, and the same in the dark. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf9; --card: #ffffff; --text: #23262b; --quiet: #6d727b; --faint: #d9dbe0; --rule: #e7e6e2;
  --accent: #3f6fa8; --best: #d1701f; --third: #3d8f74; --fourth: #8a5a9e; --first: #2484bd; --last: #c27a10;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171b; --card: #1b1e23; --text: #e4e6ea; --quiet: #989ea8; --faint: #363b44; --rule: #2b2f36;
    --accent: #7fb0e6; --best: #f0a24a; --third: #6cc2a4; --fourth: #c195d6; --first: #56b4e9; --last: #f0aa3c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', sans-serif;
}
main { max-width: 1128px; margin: 0 auto; padding: 48px 24px 96px; }
h1 { font-size: 40px; line-height: 1.15; letter-spacing: -0.02em; font-weight: 650; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 22px; font-weight: 620; letter-spacing: -0.01em; margin: 0 0 16px; }
h3 { font-size: 14px; font-weight: 600; margin: 0 0 8px; }
p { max-width: 76ch; margin: 0 0 16px; }
a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: 2px; }
.kind { color: var(--quiet); margin: 0 0 6px; }
.lead { font-size: 17px; margin: 12px 0 28px; }
.note, figcaption, footer { color: var(--quiet); font-size: 13px; }
section { margin-top: 56px; padding-top: 28px; border-top: 1px solid var(--rule); }
.tiles { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 24px 32px; margin: 0 0 24px; }
.tiles > div { max-width: 210px; }
.tiles dt { color: var(--quiet); font-size: 13px; }
.tiles dd { margin: 0; font-size: 27px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap; font-variant-numeric: tabular-nums; }
.tiles dd.note { font-size: 13px; font-weight: 400; letter-spacing: 0; white-space: normal; }
.tiles > div:first-child dd:not(.note) { color: var(--best); }
.two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 40px; align-items: start; }
.slices { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 28px 32px; margin-bottom: 40px; }
.slices.pairs { grid-template-columns: repeat(2, minmax(0, 1fr)); }
figure { margin: 0; min-width: 0; }
section > figure + .two { margin-top: 44px; align-items: center; }
.config { display: grid; grid-template-columns: minmax(220px, 1fr) minmax(0, 2.4fr); gap: 40px; align-items: start; }
.beside { margin: 0; }
h3 .note { font-weight: 400; }
figcaption { margin-top: 6px; max-width: 76ch; }
svg { display: block; max-width: 100%; }
svg.plot { width: 100%; height: auto; font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif; font-variant-numeric: tabular-nums; overflow: visible; color: var(--quiet); background: none; }
svg.plot text { white-space: pre; }
svg.plot [aria-label='y-grid'], svg.plot [aria-label='x-grid'] { color: var(--text); }
.params { display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px; margin: 0 0 20px; }
.params dt { color: var(--quiet); }
.params dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.params.small { font-size: 13px; gap: 2px 20px; margin-top: 12px; }
.params.small dd { font-weight: 400; }
.scroll { overflow-x: auto; }
.scroll + figure { max-width: 640px; margin-top: 32px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th { text-align: right; font-weight: 400; color: var(--quiet); font-size: 13px; padding: 0 0 8px 16px; white-space: nowrap; }
td { text-align: right; padding: 5px 0 5px 16px; border-top: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 8px; }
summary { cursor: pointer; color: var(--quiet); font-size: 13px; }
pre { overflow-x: auto; font: 12.5px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; }
code { font: 0.88em ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; }
.paths { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 28px 20px; margin-bottom: 36px; }
.path svg { width: 100%; border-radius: 3px; }
.path image { image-rendering: pixelated; }
.path figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8px; }
.path b { color: var(--text); font-weight: 600; }
.first { color: var(--first); font-weight: 600; }
.last { color: var(--last); font-weight: 600; }
.missing { padding: 16px 20px; border: 1px solid var(--rule); border-radius: 8px; background: var(--card); }
path.on { stroke: var(--text) !important; stroke-width: 3px !important; stroke-opacity: 1 !important; }
circle.on { fill: var(--text) !important; fill-opacity: 1 !important; }
tr.on td { background: color-mix(in oklab, var(--text) 7%, transparent); }
path[data-trial], circle[data-trial] { pointer-events: all; }
path[data-trial] { pointer-events: stroke; }
#pointed {
  position: fixed; left: 50%; bottom: 20px; transform: translateX(-50%); max-width: calc(100vw - 48px);
  padding: 8px 16px; border-radius: 8px; background: var(--text); color: var(--paper); font-size: 13px;
  pointer-events: none; font-variant-numeric: tabular-nums;
}
@media (max-width: 900px) {
  .two, .config { grid-template-columns: minmax(0, 1fr); }
  .two figure { max-width: 640px; }
}
@media (max-width: 640px) {
  main { padding: 32px 16px 64px; }
  h1 { font-size: 30px; }
  .paths { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .slices.pairs { grid-template-columns: minmax(0, 1fr); }
}
@media print { section { break-inside: avoid; } #pointed { display: none; } }
`;
