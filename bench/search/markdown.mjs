import { table } from '../tables.mjs';

/** @typedef {import('./sections.mjs').Section} Section */

/** The sections as they are in docs/search.md. @param {readonly Section[]} sections */
export const markdownOf = (sections) =>
  sections
    .map(({ title, head, rows, percent }) =>
      [
        `### ${title}${percent ? ', %' : ''}`,
        table(
          head,
          rows.map(([name, ...cells]) => [name, ...cells.map((cell) => shown(cell, percent ? 100 : 1))]),
        ),
      ].join('\n\n'),
    )
    .join('\n\n');

/** @param {Section['rows'][number][number]} cell @param {number} times */
function shown(cell, times) {
  if (cell === null || typeof cell === 'string') return cell ?? '–';
  if (typeof cell === 'number') return cell.toFixed(1);
  const [mean, low, high] = [cell.mean, cell.low, cell.high].map((value) => digits(value * times));
  return Number.isNaN(cell.low) ? String(mean) : `${mean} [${low}–${high}]`;
}

/** Three digits that count, two of a number below 0.1. @param {number} value */
const digits = (value) => String(Number(value.toPrecision(value < 0.1 ? 2 : 3)));
