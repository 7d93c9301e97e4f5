/**
 * Makes an element like another by changing only what differs: so focus, selected text, scrolled tables, ticked boxes
 * and opened details stay as they are. Rows are matched by id or data-key; drawings are replaced whole.
 */
export const morphScript = `
const keyOf = (node) => (node.nodeType === 1 && (node.id || node.dataset.key)) || null;
const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
const OWN = { DETAILS: ['open'], INPUT: ['value', 'checked'] };
const morphAttributes = (from, to) => {
  const own = OWN[from.nodeName] ?? [];
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && !own.includes(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes)
    if (from.getAttribute(name) !== value && !own.includes(name)) from.setAttribute(name, value);
};
const morphChildren = (from, to) => {
  const wanted = [...to.childNodes];
  const keys = new Set(wanted.map(keyOf));
  for (const child of [...from.children]) if (keyOf(child) !== null && !keys.has(keyOf(child))) child.remove();
  const keyed = new Map([...from.children].map((child) => [keyOf(child), child]));
  let at = from.firstChild;
  for (const next of wanted) {
    const candidate = keyOf(next) === null ? at : keyed.get(keyOf(next));
    if (!candidate || !alike(candidate, next)) {
      from.insertBefore(next, at);
      continue;
    }
    if (candidate === at) at = at.nextSibling;
    else from.insertBefore(candidate, at);
    morph(candidate, next);
  }
  while (at) {
    const rest = at.nextSibling;
    at.remove();
    at = rest;
  }
};
const morph = (from, to) => {
  if (from.isEqualNode(to)) return;
  if (from.nodeType !== 1) from.data = to.data;
  else if (from.nodeName === 'svg' || !alike(from, to)) from.replaceWith(to);
  else {
    morphAttributes(from, to);
    morphChildren(from, to);
  }
};
`;
