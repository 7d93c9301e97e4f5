/**
 * A sampler in the race.
 * @typedef {object} Contestant
 * @property {string} name
 * @property {'ours' | 'optuna'} side
 * @property {string} sampler its name on that side
 * @property {boolean} learns one that does not draws the same trials however many are in flight
 */

/** @type {readonly Contestant[]} */
export const contestants = [
  { name: 'optuna-random', side: 'optuna', sampler: 'random', learns: false },
  { name: 'optuna-tpe', side: 'optuna', sampler: 'tpe', learns: true },
  { name: 'optuna-gp', side: 'optuna', sampler: 'gp', learns: true },
  { name: 'random', side: 'ours', sampler: 'random', learns: false },
  { name: 'sobol', side: 'ours', sampler: 'sobol', learns: false },
  { name: 'tpe', side: 'ours', sampler: 'tpe', learns: true },
  { name: 'gp', side: 'ours', sampler: 'gp', learns: true },
];
