/**
 * Follows the page's events: `section` replaces one by its id, unless somebody types or selects text in it, and then as
 * soon as that is over; `stale` and `fresh` tell whether the numbers are those of now. A browser that comes back names
 * the last event that it has, so that it gets what it lacks.
 */
export const liveScript = `
const place = document.getElementById('live');
const show = (state, text) => {
  place.hidden = false;
  place.className = state;
  place.lastElementChild.textContent = text;
  place.title = text;
};
const isBusy = (section) => {
  const active = document.activeElement;
  if (section.contains(active) && active.matches('input:not([type=checkbox])')) return true;
  const selection = getSelection();
  return selection.rangeCount > 0 && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(section);
};
const waiting = new Map();
const replace = (id, html) => {
  const section = document.getElementById(id);
  if (section === null) return;
  if (isBusy(section)) {
    waiting.set(id, html);
    return;
  }
  waiting.delete(id);
  const box = document.createElement('template');
  box.innerHTML = html;
  tellTimes(box.content);
  const active = document.activeElement;
  morph(section, box.content.firstElementChild);
  if (active.isConnected && active !== document.activeElement) active.focus({ preventScroll: true });
  const title = document.querySelector('[data-page-title]');
  if (title !== null) document.title = title.dataset.pageTitle;
};
const catchUp = () => {
  for (const [id, html] of [...waiting]) replace(id, html);
};
document.addEventListener('selectionchange', catchUp);
document.addEventListener('focusout', () => setTimeout(catchUp));
const follow = () => {
  const source = new EventSource(document.body.dataset.live);
  source.onopen = () => show('on', 'live');
  source.onerror = () => {
    show('lost', 'reconnecting');
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 5000);
  };
  source.addEventListener('section', ({ data }) => {
    const { id, html } = JSON.parse(data);
    replace(id, html);
  });
  source.addEventListener('stale', ({ data }) => show('stale', data || 'stale'));
  source.addEventListener('fresh', () => show('on', 'live'));
};
if (document.body.dataset.live) follow();
`;
