/**
 * Several measurements of one thing.
 * @typedef {{ median: number, min: number, max: number, samples: number }} Summary
 */

/**
 * @param {readonly number[]} values
 * @returns {Summary}
 */
export function summarise(values) {
  return {
    median: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    samples: values.length,
  };
}

/** @param {readonly number[]} values */
export function median(values) {
  if (values.length === 0) return NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

/** The smallest value that a share of all do not exceed, such as 0.9 of them. @param {readonly number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return at(sorted, Math.max(0, Math.ceil(share * sorted.length) - 1));
}

/**
 * How many times as long the first took as the second: the median over rounds, for the two figures of one round
 * were taken under much the same load.
 * @param {readonly number[]} these
 * @param {readonly number[]} those
 */
export function medianRatio(these, those) {
  return median(these.map((figure, round) => figure / at(those, round)));
}

/** @type {(values: readonly number[], index: number) => number} */
const at = (values, index) => values[index] ?? NaN;
