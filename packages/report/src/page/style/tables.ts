/** A config as a few lines: its columns with their titles, one after the other. For narrow windows and wide tables. */
const cards = (table: string): string => `
  ${table}, ${table} thead, ${table} tbody { display: block; }
  ${table} thead tr, ${table} tr[data-trial] { display: flex; flex-wrap: wrap; gap: 2px 14px; }
  ${table} th { padding: 0 0 6px; }
  ${table} th::before { content: '⇅ '; }
  ${table} tr[data-trial] { padding: 8px 0; border-top: 1px solid var(--rule); }
  ${table} tr[data-trial] td { display: flex; gap: 5px; padding: 0; border: 0; background: none; }
  ${table} tr[data-trial] td:first-child { flex: 1 0 100%; font-weight: 600; align-items: baseline; }
  ${table} tr[data-trial] td:not(:first-child)::before { content: attr(data-title); color: var(--quiet); }
  ${table} tr[data-trial] td[data-value=''] { display: none; }
  ${table} .full:not([hidden]), ${table} .full td { display: block; }
  ${table} .swatch { margin: 0; }`;

/** Tables and lists of fields. */
export const tables = `
.scroll {
  overflow-x: auto; scrollbar-width: thin;
  background:
    linear-gradient(to right, var(--paper) 40%, transparent) left / 40px 100% no-repeat local,
    linear-gradient(to left, var(--paper) 40%, transparent) right / 40px 100% no-repeat local,
    linear-gradient(to right, var(--faint), transparent) left / 12px 100% no-repeat scroll,
    linear-gradient(to left, var(--faint), transparent) right / 12px 100% no-repeat scroll;
}
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll + figure { max-width: 544px; margin-top: 32px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 8px; }
th { text-align: right; font-weight: 400; color: var(--quiet); font-size: 13px; padding: 0 0 8px 16px; white-space: nowrap; }
td { text-align: right; padding: 5px 0 5px 16px; border-top: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
tr.on td { background: color-mix(in oklab, var(--text) 7%, transparent); }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
th[aria-sort] button:hover, td button { text-decoration: underline; text-decoration-color: var(--quiet); text-underline-offset: 3px; }
th[aria-sort='ascending'] button::after { content: ' ↑'; }
th[aria-sort='descending'] button::after { content: ' ↓'; }
.trials { min-width: 100%; width: auto; }
.trials tr[data-trial] { cursor: pointer; }
.trials tr[data-trial] > :first-child, .sides tr > :first-child { position: sticky; left: 0; background: var(--paper); z-index: 1; }
.trials .full td { white-space: normal; text-align: left; padding: 12px 0 20px; border-top: 0; }
.seeds { margin: 0 0 12px; padding-left: 18px; font-size: 13px; max-width: 90ch; }
.sides { width: auto; }
.sides th { padding: 5px 24px 5px 0; text-align: left; }
.sides th[scope='row'] { border-top: 1px solid var(--rule); }
.sides td { padding: 5px 24px 5px 0; text-align: left; }
.sides td b { font-weight: 650; }
.params { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 20px; margin: 0 0 20px; }
.params dt { color: var(--quiet); }
.params dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.params.wide { display: flex; flex-wrap: wrap; gap: 16px 40px; }
.params.wide dd { font-size: 19px; }
.params.small { font-size: 13px; gap: 2px 20px; margin-top: 12px; }
.params.small dd { font-weight: 400; }
.params.small dd.differs { font-weight: 650; }
.params.columns { grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 2px 28px; }
.params.columns > div { display: flex; justify-content: space-between; gap: 12px; border-bottom: 1px solid var(--rule); }
.confusion { width: auto; font-size: 13px; }
.confusion th, .confusion td { padding: 4px 7px; text-align: right; border-top: 0; min-width: 34px; }
.confusion th { text-align: center; }
.confusion .right { color: var(--quiet); border: 1px solid var(--rule); }
.confusion .none { color: var(--faint); text-align: center; }
.confusion .sum { padding-left: 16px; }
#provenance .params dd { font-weight: 400; }
${cards('.trials.many')}
@media (max-width: 960px) {
${cards('.trials')}
  .sides th, .sides td { padding-right: 12px; }
}
@media (max-width: 640px) {
  .params { gap: 6px 14px; }
  .confusion { width: 100%; font-size: 12px; }
  .confusion th, .confusion td { padding: 5px 2px; min-width: 0; text-align: center; }
  .confusion .sum { padding-left: 4px; }
  #provenance .params { grid-template-columns: minmax(0, 1fr); gap: 0; }
  #provenance .params dd { margin-bottom: 8px; }
}
`;
