import { chooseSampler } from '@ram-sweep/search/samplers';
import { studySpec } from './study-spec.mjs';

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
  { name: 'auto', side: 'ours', sampler: 'auto', learns: true },
];

/**
 * Who searches for a contestant: whom `auto` chooses for that problem and budget, every other one itself.
 *
 * @param {Contestant} contestant
 * @param {Pick<import('./problems.mjs').Problem, 'space'>} problem
 * @param {{ trials: number, inFlight: number }} study
 */
export function standIn(contestant, { space }, { trials, inFlight }) {
  if (contestant.side === 'optuna') return contestant;
  const sampler = /** @type {const} */ ({ name: contestant.sampler, lag: inFlight - 1 });
  const spec = studySpec({ sampler, space, trials });
  const chosen = chooseSampler(spec).sampler.name;
  const found = contestants.find(({ side, sampler: name }) => side === 'ours' && name === chosen);
  if (!found) throw new RangeError(`auto chooses ${chosen}, which is not in the race`);
  return found;
}
