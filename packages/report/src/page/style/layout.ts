/** Where things stand, from a phone to a wide window. */
export const layout = `
main { max-width: 1128px; margin: 0 auto; padding: 48px 24px 96px; }
section { margin-top: 56px; padding-top: 28px; border-top: 1px solid var(--rule); }
main > footer { margin-top: 56px; padding-top: 20px; border-top: 1px solid var(--rule); }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 28px; font-size: 13px; color: var(--quiet); }
nav a { text-decoration: none; padding: 3px 0; }
nav a:hover { text-decoration: underline; }
.tiles { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 24px 32px; margin: 0 0 24px; }
@media (min-width: 641px) { .tiles:not(:has(> :nth-child(4))) { justify-content: flex-start; column-gap: 96px; } }
.tiles > div { max-width: 230px; }
.tiles dt { color: var(--quiet); font-size: 13px; }
.tiles dd { margin: 0; font-size: 27px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap; font-variant-numeric: tabular-nums; }
.tiles dd.note { font-size: 13px; font-weight: 400; letter-spacing: 0; white-space: normal; }
.tiles > div:first-child dd:not(.note) { color: var(--best); }
.two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 40px; align-items: start; }
.slices { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 28px 32px; margin-bottom: 40px; }
.slices.pairs { grid-template-columns: repeat(2, minmax(0, 1fr)); }
figure { margin: 0; min-width: 0; }
section > figure + .two, section > .scroll + .two, .two + .two { margin-top: 44px; align-items: center; }
.beside { margin: 0; }
.below { margin-top: 16px; }
.verdict { font-size: 19px; margin-bottom: 28px; }
.verdict b { font-weight: 650; }
.whole { white-space: nowrap; }
.verdict .pays { color: var(--best); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 13px; margin-bottom: 8px; }
.missing { padding: 16px 20px; border: 1px solid var(--rule); border-radius: 8px; background: var(--card); }
summary { cursor: pointer; color: var(--quiet); font-size: 13px; padding: 4px 0; }
.paths { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 28px 20px; margin-bottom: 36px; }
.maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); gap: 20px; margin-bottom: 36px; }
.verdicts { list-style: none; padding: 0; margin: 0 0 28px; display: grid; gap: 16px; }
.verdicts li { display: grid; gap: 2px; }
.mistakes { margin: 0; padding-left: 22px; font-variant-numeric: tabular-nums; }
@media (max-width: 900px) {
  .two { grid-template-columns: minmax(0, 1fr); }
  .two figure { max-width: 544px; }
}
@media (max-width: 640px) {
  main { padding: 32px 16px 64px; }
  h1 { font-size: 30px; }
  .tiles { gap: 20px 16px; justify-content: flex-start; }
  .tiles > div { flex: 1 1 140px; }
  .tiles dd { font-size: 22px; }
  .paths { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 20px 12px; }
  .maps { grid-template-columns: repeat(auto-fill, minmax(100px, 1fr)); gap: 12px; }
  .slices.pairs { grid-template-columns: minmax(0, 1fr); }
}
@media print {
  section { break-inside: avoid; }
  #pointed, nav { display: none; }
  .scroll { overflow: visible; }
}
`;
