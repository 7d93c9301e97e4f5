/** A trial that is pointed at stands out in every chart, and a line at the foot says what it is. */
export const linkingScript = `
const texts = JSON.parse(document.getElementById('data-trials')?.textContent ?? '{}');
const line = document.getElementById('pointed');
let shown = null;
const show = (trial) => {
  if (trial === shown) return;
  for (const mark of document.querySelectorAll('.on')) mark.classList.remove('on');
  shown = trial;
  line.textContent = trial === null ? '' : (texts[trial] ?? 'trial ' + trial);
  line.hidden = trial === null;
  if (trial === null) return;
  for (const mark of document.querySelectorAll('[data-trial="' + trial + '"]')) {
    mark.classList.add('on');
    if (mark.ownerSVGElement) mark.parentNode.append(mark);
  }
};
document.addEventListener('pointerover', ({ target }) => {
  show(target.closest('[data-trial]')?.dataset.trial ?? null);
});
`;
