import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { morphScript } from '../src/document/script/morph.js';

// eslint-disable-next-line typescript/no-implied-eval -- a part of the page's own script
const morph = new Function(`${morphScript}; return morph;`)() as (from: unknown, to: unknown) => void;

/** Makes the first element like the second; both are the only children of a document's body. */
function morphed(before: string, after: string) {
  const { document } = parseHTML(`<!doctype html><html><body>${before}</body></html>`);
  const wanted = parseHTML(`<!doctype html><html><body>${after}</body></html>`).document.body
    .firstElementChild;
  const elements = new Map(
    [...document.querySelectorAll('[data-key]')].map((one) => [one.getAttribute('data-key'), one]),
  );
  const [details] = document.querySelectorAll('details');
  details?.setAttribute('open', '');
  morph(document.body.firstElementChild, document.importNode(wanted, true));
  return { html: document.body.innerHTML, document, elements };
}

const row = (key: string, text: string): string => `<tr data-key="${key}"><td>${text}</td></tr>`;
const table = (...rows: string[]): string => `<table><tbody>${rows.join('')}</tbody></table>`;

it.each([
  ['a text', '<p>1</p>', '<p>2</p>'],
  ['attributes', '<p class="a" title="x">1</p>', '<p class="b">1</p>'],
  ['another attribute', '<p class="a">1</p>', '<p lang="en">1</p>'],
  ['more children', '<ul><li>1</li></ul>', '<ul><li>0</li><li>1</li><li>2</li></ul>'],
  ['fewer children', '<ul><li>1</li><li>2</li> and <b>3</b></ul>', '<ul><li>2</li></ul>'],
  ['another element', '<div><p>1</p></div>', '<div><h2>1</h2>text<p>2</p></div>'],
  ['an element that was hidden', '<div id="a" hidden></div>', '<section id="a"><p>1</p></section>'],
  [
    'rows in another order',
    table(row('a', '1'), row('b', '2'), row('c', '3')),
    table(row('c', '3'), row('a', '1'), row('d', '4')),
  ],
  [
    'a drawing',
    '<p><svg viewBox="0 0 1 1"><path d="M0,0"/></svg></p>',
    '<p><svg viewBox="0 0 2 2"><path d="M1,1"/></svg></p>',
  ],
])('an element becomes like another: %s', (_, before, after) => {
  expect(morphed(before, after).html).toBe(
    parseHTML(`<!doctype html><html><body>${after}</body></html>`).document.body.innerHTML,
  );
});

it('rows that stay are the same elements, wherever they stand', () => {
  const before = table(row('a', '1'), row('b', '2'), row('c', '3'));
  const { document, elements } = morphed(
    before,
    table(row('n', '0'), row('a', '1'), row('c', '9'), row('b', '2')),
  );
  const after = [...document.querySelectorAll('tr')];
  expect(after.map((one) => one.getAttribute('data-key'))).toEqual(['n', 'a', 'c', 'b']);
  expect(after[1]).toBe(elements.get('a'));
  expect(after[2]).toBe(elements.get('c'));
  expect(after[3]).toBe(elements.get('b'));
});

it('details that somebody opened stay open', () => {
  const { document } = morphed(
    '<div><details id="d"><summary>s</summary>1</details></div>',
    '<div><details id="d"><summary>s</summary>2</details></div>',
  );
  const details = document.querySelector('details');
  expect(details?.hasAttribute('open')).toBe(true);
  expect(details?.textContent).toBe('s2');
});
