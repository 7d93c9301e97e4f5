/**
 * Follows the page's events: \`section\` replaces one by its id, unless somebody types or selects text in it, and then as
 * soon as that is over; \`stale\` and \`fresh\` tell whether the numbers are those of now. What was missed while the
 * connection was lost is taken from the page itself.
 */
export const liveScript = `
const place = document.getElementById('live');
const show = (state, text) => {
  place.hidden = false;
  place.className = state;
  place.lastElementChild.textContent = text;
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
const readAgain = async () => {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const section of page.querySelectorAll('main > [id]')) replace(section.id, section.outerHTML);
};
let wasOpen = false;
const follow = () => {
  const source = new EventSource(document.body.dataset.live);
  source.onopen = () => {
    show('on', 'live');
    if (wasOpen) readAgain().catch(() => undefined);
    wasOpen = true;
  };
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
