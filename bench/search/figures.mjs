/**
 * @typedef {import('./problems.mjs').Problem} Problem
 * @typedef {import('./run-study.mjs').Improvement} Improvement
 */

/** COCO's final target: a smaller regret counts as this much. */
const SMALLEST_REGRET = 1e-8;

/**
 * How good a search was after so many trials, the smaller the better. On a table: (better configs + 1) ÷ configs. On a
 * function: the regret.
 *
 * @param {Pick<Problem, 'sorted'>} problem
 * @param {readonly Improvement[]} best
 * @param {number} trials
 */
export function figure({ sorted }, best, trials) {
  const value = best.findLast(([trial]) => trial < trials)?.[1] ?? Infinity;
  return sorted === null
    ? Math.max(value, SMALLEST_REGRET)
    : Math.min(countBelow(sorted, value) + 1, sorted.length) / sorted.length;
}

/** How many of the sorted values are smaller than a value. @param {readonly number[]} sorted @param {number} value */
function countBelow(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(sorted[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
