import { readFile } from 'node:fs/promises';
import { readStudyFile } from '@ram-sweep/search';

const study = new URL('../../studies/ram-table.yaml', import.meta.url).pathname;
const csv = new URL('ram-table.csv', import.meta.url);

/**
 * One config of the table.
 * @typedef {object} Row
 * @property {import('@ram-sweep/protocol').Params} params
 * @property {number} secondsPerEpoch
 * @property {readonly number[]} curve validation error by epoch, from the first
 * @property {readonly number[]} place its params as numbers in [0, 1], for distances
 */

/** The table of studies/ram-table.yaml, and the study itself. */
export async function readTable() {
  const spec = await readStudyFile(study);
  const [head = '', ...lines] = (await readFile(csv, 'utf8')).trimEnd().split('\n');
  const columns = head.split(',');
  const rows = lines.map((line) => rowOf(spec, columns, line.split(',')));
  return { spec, rows };
}

/**
 * @param {import('@ram-sweep/protocol').StudySpec} spec
 * @param {readonly string[]} columns
 * @param {readonly string[]} cells
 * @returns {Row}
 */
function rowOf(spec, columns, cells) {
  const cell = (/** @type {string} */ name) => cells[columns.indexOf(name)] ?? '';
  const fields = Object.keys(spec.space).filter((field) => cell(field) !== '');
  const params = Object.fromEntries(
    fields.map((field) => [field, Number.isNaN(Number(cell(field))) ? cell(field) : Number(cell(field))]),
  );
  const curve = columns.filter((name) => name.startsWith('epoch')).map((name) => Number(cell(name)));
  return { params, curve, secondsPerEpoch: Number(cell('secondsPerEpoch')), place: placeOf(spec, params) };
}

/**
 * Params as numbers in [0, 1]: ranges by their width (of logarithms for log-uniform), a choice as one of several axes,
 * a field that is not drawn in the middle.
 * @param {import('@ram-sweep/protocol').StudySpec} spec
 * @param {import('@ram-sweep/protocol').Params} params
 */
export const placeOf = (spec, params) =>
  Object.entries(spec.space).flatMap(([field, distribution]) => {
    const value = params[field];
    if (distribution.distribution === 'categorical')
      return distribution.choices.map((choice) => (choice === value ? Math.SQRT1_2 : 0));
    if (typeof value !== 'number') return [0.5];
    const scale = distribution.distribution === 'log-uniform' ? Math.log : Number;
    const [low, high] = [scale(distribution.low), scale(distribution.high)];
    return [(scale(value) - low) / (high - low)];
  });
