/** A button beside what moves, in a section of its own, lets it move once more. */
export const replaysScript = `
document.addEventListener('click', ({ target }) => {
  if (!target.matches('[data-replays]')) return;
  const { classList } = target.closest('section').querySelector('.moving');
  classList.remove('moving');
  // A class that comes back before the browser has looked is no news to it.
  target.getBoundingClientRect();
  classList.add('moving');
});
`;
