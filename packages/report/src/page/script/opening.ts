/** A click on a config's number, or on its mark in a chart, opens its row: seeds, and every field of the config. */
export const openingScript = `
const { base = {}, changes = {} } = JSON.parse(document.getElementById('data-configs')?.textContent ?? '{}');
const fill = (place, own) => {
  for (const [field, value] of Object.entries({ ...base, ...own })) {
    const [pair, name, text] = ['div', 'dt', 'dd'].map((tag) => document.createElement(tag));
    name.textContent = field;
    text.textContent = value;
    if (base[field] !== value) text.className = 'differs';
    pair.append(name, text);
    place.append(pair);
  }
};
const open = (group, wanted) => {
  const button = group.querySelector('button[aria-expanded]');
  const row = group.querySelector('tr.full');
  const place = row.querySelector('dl');
  if (place.childElementCount === 0) fill(place, changes[group.dataset.config] ?? {});
  row.hidden = !wanted;
  button.setAttribute('aria-expanded', String(wanted));
};
document.addEventListener('click', ({ target }) => {
  const group = target.closest('tbody[data-config]');
  if (group !== null) {
    if (target.closest('tr.full') === null) open(group, group.querySelector('tr.full').hidden);
    return;
  }
  const trial = target.closest('svg [data-trial]')?.dataset.trial;
  const row = trial && document.querySelector('tbody[data-config] tr[data-trial="' + trial + '"]');
  if (!row) return;
  open(row.parentNode, true);
  row.scrollIntoView({ block: 'center', behavior: 'smooth' });
});
`;
