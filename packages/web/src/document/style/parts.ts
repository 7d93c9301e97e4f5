/** Headline, phases, cards, drawings, lanes and lists. */
export const parts = `
[hidden] { display: none !important; }
.chip {
  display: inline-block; vertical-align: 0.28em; padding: 2px 10px; border-radius: 99px; font-size: 13px; font-weight: 550;
  letter-spacing: 0; line-height: 1.5; color: var(--quiet); background: color-mix(in oklab, currentColor 12%, transparent);
}
h3 .chip, td .chip { vertical-align: 0; font-size: 12px; padding: 0 8px; }
.chip.active { color: var(--random); }
.chip.paused, .chip.interrupted { color: var(--best); }
.chip.stopped { color: var(--fifth); }
.chip.complete { color: var(--accent); }
#headline .verdict { margin-bottom: 10px; font-variant-numeric: tabular-nums; }
#headline .verdict + .verdict { font-size: 15px; color: var(--quiet); }
#headline .verdict + .verdict b { color: var(--text); }
#headline .verdict + .verdict b.pays { color: var(--best); }
#headline .best b { color: var(--best); }
.phases { list-style: none; display: flex; gap: 8px 16px; margin: 28px 0 24px; padding: 0; font-size: 13px; font-variant-numeric: tabular-nums; }
.phases li { flex: 1 1 0; min-width: 0; display: grid; grid-template-columns: auto 1fr; gap: 4px 8px; color: var(--quiet); }
.phases li:first-child { flex-grow: 2; }
.phases [aria-current] { color: var(--text); }
.phases [aria-current] .name { font-weight: 600; }
.phases .count { text-align: right; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.phases .bar { grid-column: 1 / -1; height: 8px; border-radius: 4px; background: var(--rule); overflow: hidden; }
.phases .bar i { display: block; height: 100%; border-radius: 4px; background: var(--accent); transition: width 0.5s ease-out; }
.phases li + li .bar i { background: var(--best); }
.phases li:nth-child(3) .bar i { background: var(--random); }
.phases .bar .open { width: 100%; opacity: 0.35; background: repeating-linear-gradient(115deg, var(--accent) 0 8px, transparent 8px 14px); }
.legend.states { gap: 4px 18px; margin: 0; }
.state { white-space: nowrap; }
.state.running { color: var(--best); }
.state.complete { color: var(--random); }
.state.pruned { color: var(--frozen); }
.state.failed, .state.interrupted { color: var(--fifth); }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 20px; }
.cards > li { padding: 18px 22px; border: 1px solid var(--rule); border-radius: 10px; background: var(--card); min-width: 0; }
.cards h3 { font-size: 18px; margin-bottom: 2px; overflow-wrap: anywhere; }
.cards p { margin-bottom: 6px; }
.cards .phases { margin: 14px 0 12px; }
.facts { display: flex; flex-wrap: wrap; gap: 8px 36px; margin: 0; font-variant-numeric: tabular-nums; }
.facts dt { color: var(--quiet); font-size: 13px; }
.facts dd { margin: 0; }
.found { color: var(--best); }
.button { display: inline-block; padding: 5px 14px; border: 1px solid var(--faint); border-radius: 7px; background: var(--card); text-decoration: none; font-size: 13px; cursor: pointer; }
.button:hover { border-color: var(--quiet); }
input[type='search'], input[type='password'] { font: inherit; font-size: 14px; color: inherit; padding: 5px 10px; border: 1px solid var(--faint); border-radius: 7px; background: var(--card); min-width: 0; flex: 1 1 260px; max-width: 460px; }
form[role='search'] { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; font-size: 13px; }
form[role='search'] label { color: var(--quiet); }
form[role='search'] p { flex-basis: 100%; margin: 0; color: var(--fifth); }
form.token { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; font-size: 14px; margin-bottom: 16px; }
#notice .lead { margin-bottom: 24px; }
#rows { margin-top: 14px; }
.pager { gap: 4px 20px; align-items: baseline; margin-top: 20px; font-variant-numeric: tabular-nums; }
svg.plot .grid { stroke: var(--text); stroke-opacity: 0.09; }
svg.plot text { fill: currentColor; }
svg.plot .strong { font-weight: 650; fill: var(--best); }
svg.plot .line { fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-opacity: 0.55; stroke-linejoin: round; }
svg.plot path.line { stroke-width: 2.2; stroke-opacity: 1; }
svg.plot .line.best { stroke: var(--best); stroke-width: 2.4; stroke-opacity: 1; }
svg.plot circle { fill: var(--accent); }
svg.plot circle.best { fill: var(--best); }
.slices svg.plot .dots { fill: none; stroke: var(--accent); stroke-opacity: 0.6; stroke-linecap: round; }
.slices svg.plot .tiles { fill: var(--accent); }
.slices svg.plot .ring { fill: none; stroke: var(--best); stroke-width: 2.2; }
.medium { max-width: 560px; }
svg.spark { width: 96px; height: 20px; display: inline-block; vertical-align: middle; overflow: visible; }
svg.spark polyline { fill: none; stroke: var(--accent); stroke-width: 1.6; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
tr.best svg.spark polyline { stroke: var(--best); }
@media (prefers-reduced-motion: reduce), (scripting: none) { .replays { display: none; } }
.lanes { list-style: none; margin: 0 0 24px; padding: 0; font-size: 11px; font-variant-numeric: tabular-nums; }
.lanes li { display: grid; grid-template-columns: 180px minmax(0, 1fr); gap: 0 14px; align-items: center; }
.lanes .name { font-size: 13px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.lanes .track { position: relative; height: 22px; border-left: 1px solid var(--rule); border-right: 1px solid var(--rule); }
.lanes i {
  position: absolute; top: 2px; height: 18px; min-width: 2px; display: flex; flex-wrap: wrap; overflow: hidden; line-height: 18px;
  font-style: normal; border-radius: 3px; color: var(--text); background: color-mix(in oklab, var(--accent) 34%, var(--paper)); box-shadow: inset 0 0 0 0.5px var(--paper);
}
.lanes li i::before { content: ''; width: 4px; height: 18px; }
.lanes .running { background: color-mix(in oklab, var(--best) 45%, var(--paper)); border-radius: 3px 0 0 3px; }
.lanes .pruned, .lanes .paused { background: color-mix(in oklab, var(--frozen) 32%, var(--paper)); }
.lanes .failed, .lanes .lost { background: color-mix(in oklab, var(--fifth) 50%, var(--paper)); }
.lanes .cancelled, .lanes .released { background: var(--faint); }
p .lanes { margin: 0; font-size: 13px; }
p .lanes i { position: static; display: inline-block; width: 14px; height: 10px; padding: 0; margin-right: 7px; border-radius: 3px; }
.activity { list-style: none; margin: 0; padding: 0; font-size: 14px; }
.activity li { display: grid; grid-template-columns: 128px minmax(0, 1fr); gap: 0 16px; padding: 4px 0; border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
.activity li:first-child { border-top: 0; }
.activity time { color: var(--quiet); font-size: 13px; }
.failures { margin: 0 0 12px; padding-left: 18px; }
.failures pre { margin: 4px 0 12px; white-space: pre-wrap; max-height: 12em; overflow: auto; }
time { white-space: nowrap; }
@media (max-width: 640px) {
  svg.plot { font-size: 16px; }
  .phases { flex-direction: column; gap: 12px; }
  .tiles > div:first-child { flex-basis: 100%; }
  .lanes li { grid-template-columns: minmax(0, 1fr); margin-bottom: 4px; }
  .activity li { grid-template-columns: minmax(0, 1fr); }
  .cards > li { padding: 14px 16px; }
  .chip { vertical-align: 0.15em; }
}
`;
