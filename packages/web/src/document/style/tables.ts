/** The leaderboard and the other tables. */
export const tables = `
.trials.live tr[data-trial] { cursor: default; }
.trials.live td, .trials.live th, .workers td, .workers th, .studies td, .studies th { text-align: left; }
.trials.live th a { text-decoration: none; }
.trials.live th a:hover { text-decoration: underline; }
.trials.live th[aria-sort='ascending'] a::after { content: ' ↑'; }
.trials.live th[aria-sort='descending'] a::after { content: ' ↓'; }
.trials .rank { display: inline-block; min-width: 2.4em; text-align: right; margin-right: 8px; color: var(--quiet); }
.trials tr.best b, .trials tr.best.trial td:nth-child(3) { color: var(--best); font-weight: 650; }
.trials.live .note, .trials.live td::before { font-weight: 400; }
.trials tr.seed { display: none; }
.trials tr.seed td { background: color-mix(in oklab, var(--text) 3%, transparent); font-size: 13px; }
.trials tbody:has(.opens input:checked) tr.seed, .trials tbody:not(:has(.opens)) tr.seed { display: table-row; }
.trials .opens { cursor: pointer; }
.trials .opens input { appearance: none; width: 14px; height: 14px; margin: 0; vertical-align: -1px; cursor: pointer; }
.trials .opens input::before { content: '▸'; color: var(--quiet); font-size: 16px; line-height: 14px; }
.trials .opens:hover input::before { color: var(--text); }
.trials .opens input:checked::before { content: '▾'; }
.workers td, .studies td { vertical-align: top; }
.studies td.name { white-space: normal; overflow-wrap: anywhere; min-width: 12em; }
.studies .tick { text-align: center; }
.tick input { margin: 0; vertical-align: -2px; cursor: pointer; }
label.tick { float: right; margin: 3px 0 0 16px; font-size: 13px; color: var(--quiet); cursor: pointer; }
#compare { margin-top: 20px; width: fit-content; }
main:has([name='study']:checked) #compare { position: sticky; bottom: 20px; border-radius: 7px; box-shadow: 0 3px 14px rgb(0 0 0 / 18%); }
main:has([name='study']:checked) #compare .button { border-color: var(--accent); color: var(--accent); font-weight: 600; }
@media (max-width: 640px) {
  .studies .wide { display: none; }
  .studies th.tick { font-size: 0; }
  .studies td.name { min-width: 0; }
  .studies .note { display: block; }
}
@media (max-width: 960px) {
  .trials.live th::before { content: none; }
  .trials.live th:not([aria-sort]) { display: none; }
  .trials.live thead tr::before { content: 'sort by'; color: var(--quiet); font-size: 13px; }
  .trials tr[data-trial] td:first-child { display: flex; align-items: baseline; }
  .trials .rank { min-width: 0; }
  .trials tbody tr.seed[data-trial] { display: none; }
  .trials tbody:has(.opens input:checked) tr.seed[data-trial], .trials tbody:not(:has(.opens)) tr.seed[data-trial] { display: flex; padding-left: 20px; }
}
`;
