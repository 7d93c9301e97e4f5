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
 * @param {number} of.trials
 * @returns {Cell[]}
 */
export function cellsOf({ contestants, problems, inFlight, seeds, trials }) {
  return Array.from({ length: seeds }, (_, seed) =>
    problems.flatMap((problem) =>
      contestants.flatMap((contestant) =>
        flights(contestant, inFlight).map((count) => ({
          contestant,
          problem,
          seed,
          inFlight: count,
          trials,
        })),
      ),
    ),
  ).flat();
}

/**
 * A sampler that does not learn draws the same trials however many are in flight: its searches count for all.
 * @param {{ learns: boolean }} contestant
 * @param {readonly number[]} inFlight
 */
export const flights = ({ learns }, inFlight) => (learns ? inFlight : [1]);
