/**
 * A click on a column's title sorts its table: each tbody is a group of rows that stays together, and the cells of its
 * first row are compared by data-value. What has no value comes last either way.
 */
export const sortingScript = `
const valueOf = (group, column) => group.querySelector('tr').children[column].dataset.value ?? '';
const compare = (a, b) => {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
};
document.addEventListener('click', ({ target }) => {
  const title = target.closest('th[aria-sort]');
  if (title === null) return;
  const table = title.closest('table');
  const down = title.getAttribute('aria-sort') === 'ascending';
  for (const other of table.querySelectorAll('th[aria-sort]')) other.setAttribute('aria-sort', 'none');
  title.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const column = [...title.parentNode.children].indexOf(title);
  const groups = [...table.querySelectorAll('tbody')].map((group) => ({ group, value: valueOf(group, column) }));
  groups.sort((a, b) => {
    if (a.value === '' || b.value === '') return (a.value === '') - (b.value === '');
    return down ? compare(b.value, a.value) : compare(a.value, b.value);
  });
  table.append(...groups.map(({ group }) => group));
});
`;
