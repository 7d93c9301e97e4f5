import { RandomStream } from '@ram-sweep/random';

/**
 * A geometric mean with its 90% interval.
 * @typedef {{ mean: number, low: number, high: number, problems: number, seeds: number }} Estimate
 */

const RESAMPLES = 2000;

/**
 * The geometric mean over problems of the geometric mean over seeds. The interval is a bootstrap over the seeds of each
 * problem; the problems are taken as they are, so it speaks of these problems alone. Null where there is no figure.
 *
 * @param {readonly (readonly number[])[]} figures by problem, then by seed; all above 0
 * @returns {Estimate | null}
 */
export function estimate(figures) {
  const logarithms = figures.filter(({ length }) => length > 0).map((row) => row.map(Math.log));
  if (logarithms.length === 0) return null;
  const random = RandomStream.of(1, 'bootstrap');
  const resampled = Array.from({ length: RESAMPLES }, () =>
    mean(logarithms.map((row) => mean(row.map(() => Number(row[random.integer(0, row.length - 1)]))))),
  ).toSorted((a, b) => a - b);
  const quantile = (/** @type {number} */ share) =>
    Math.exp(Number(resampled[Math.round(share * (RESAMPLES - 1))]));
  return {
    mean: Math.exp(mean(logarithms.map(mean))),
    low: quantile(0.05),
    high: quantile(0.95),
    problems: logarithms.length,
    seeds: Math.min(...logarithms.map(({ length }) => length)),
  };
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
