import { readFile } from 'node:fs/promises';

/**
 * @typedef {import('@ram-sweep/protocol').Params} Params
 * @typedef {{ space: import('./problems.mjs').Space, values: readonly number[] }} Table
 */

/** @type {Map<string, Promise<Table>>} */
const tables = new Map();

/** An exported table, read once. @param {string} file @returns {Promise<Table>} */
export function readTable(file) {
  const known = tables.get(file) ?? readFile(file, 'utf8').then((text) => JSON.parse(text));
  tables.set(file, known);
  return known;
}

/** A config's value; configs are numbered like an odometer, the last field turns fastest. @param {Table} table @param {Params} params */
export function lookUp({ space, values }, params) {
  let row = 0;
  for (const [field, distribution] of Object.entries(space)) {
    const [size, place] = placeOf(distribution, params[field]);
    row = row * size + place;
  }
  const value = values[row];
  if (value === undefined) throw new RangeError(`no row of the table has ${JSON.stringify(params)}`);
  return value;
}

/**
 * @param {import('@ram-sweep/protocol').Distribution} distribution
 * @param {import('@ram-sweep/protocol').ParamValue | undefined} value
 * @returns {[size: number, place: number]}
 */
function placeOf(distribution, value) {
  if (distribution.distribution === 'categorical')
    return [distribution.choices.length, distribution.choices.findIndex((choice) => choice === value)];
  return [distribution.high - distribution.low + 1, Number(value) - distribution.low];
}
