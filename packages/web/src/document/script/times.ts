/** A moment is shown as how long ago it was, with the whole date where one points at it. */
export const timesScript = `
const STEPS = [[60, 1, 's'], [3600, 60, ' min'], [86400, 3600, ' h'], [2592000, 86400, ' d']];
const wordsFor = (at, now) => {
  const seconds = Math.max(0, (now - at) / 1000);
  if (seconds < 10) return 'just now';
  const step = STEPS.find(([most]) => seconds < most);
  return step ? Math.floor(seconds / step[1]) + step[2] + ' ago' : at.toLocaleDateString();
};
const tellTimes = (part) => {
  for (const time of part.querySelectorAll('time[datetime]')) {
    const at = new Date(time.getAttribute('datetime'));
    const words = wordsFor(at, Date.now());
    if (time.textContent === words) continue;
    time.textContent = words;
    time.title = at.toLocaleString();
  }
};
tellTimes(document);
setInterval(() => {
  if (getSelection().isCollapsed) tellTimes(document);
}, 10000);
`;
