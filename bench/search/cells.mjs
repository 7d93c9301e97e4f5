import { standIn } from './contestants.mjs';

/**
 * One search: a contestant on a problem with a seed.
 * @typedef {object} Cell
 * @property {import('./contestants.mjs').Contestant} contestant
 * @property {import('./problems.mjs').Problem} problem
 * @property {number} seed
 * @property {number} inFlight
 * @property {number} trials
 */

/**
 * All searches of a run, one seed after the other, so that one that is cut short has as many seeds of everybody.
 *
 * @param {object} of
 * @param {readonly import('./contestants.mjs').Contestant[]} of.contestants
 * @param {readonly import('./problems.mjs').Problem[]} of.problems
 * @param {readonly number[]} of.inFlight
 * @param {number} of.seeds
 * @param {readonly number[]} of.budgets
 * @returns {Cell[]}
 */
export function cellsOf({ contestants, problems, inFlight, seeds, budgets }) {
  const searches = problems.flatMap((problem) => {
    /** @type {Map<string, Omit<Cell, 'seed'>>} */
    const longest = new Map();
    for (const contestant of contestants)
      for (const asked of inFlight)
        for (const trials of budgets) {
          const search = searchFor({ contestant, inFlight: asked }, problem, trials);
          const name = `${search.contestant.name} ${search.inFlight}`;
          if ((longest.get(name)?.trials ?? 0) < trials) longest.set(name, { ...search, problem, trials });
        }
    return [...longest.values()];
  });
  return Array.from({ length: seeds }, (_, seed) => searches.map((search) => ({ ...search, seed }))).flat();
}

/**
 * The search that shows how a contestant does: that of the sampler that `auto` chooses, and, as a sampler that does
 * not learn draws the same trials however many are in flight, of one trial after another for those.
 *
 * @param {Pick<Cell, 'contestant' | 'inFlight'>} entry
 * @param {import('./problems.mjs').Problem} problem
 * @param {number} trials
 */
export function searchFor({ contestant, inFlight }, problem, trials) {
  const searching = standIn(contestant, problem, { trials, inFlight });
  return { contestant: searching, inFlight: searching.learns ? inFlight : 1 };
}
