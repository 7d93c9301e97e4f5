import type { RandomStream } from '@ram-sweep/random';
import { solveLower, solveUpper, type Triangle } from './cholesky.js';
import { pairwiseDistances, squaredDistance } from './distance.js';
import type { Feature, Point } from './features.js';
import { factorOf, type Hyperparameters, weightedSums } from './hyperparameters.js';
import { logExpectedImprovement } from './log-expected-improvement.js';
import { matern } from './matern.js';

/** What might come of the pending trials, together with what is known. */
interface Fantasy {
  /** K⁻¹ y. */
  readonly alpha: Float64Array;
  readonly best: number;
}

/** Logarithm of the expected improvement at a point; larger is better. */
export type Acquisition = (point: Point) => number;

export function acquisitionOf(
  {
    features,
    points,
    results,
    hyper,
  }: {
    features: readonly Feature[];
    /** The observed ones, then the pending ones. */
    points: readonly Point[];
    /** Of the observed ones. */
    results: Float64Array;
    hyper: Hyperparameters;
  },
  { random, count }: { random: RandomStream; count: number },
): Acquisition {
  const squared = weightedSums(pairwiseDistances(features, points), hyper.weights);
  const factor = factorOf(squared, points.length, hyper)!;
  const fantasies =
    points.length === results.length
      ? [fantasyOf(factor, results, () => 0)]
      : Array.from({ length: count }, () =>
          fantasyOf(factor, results, () => (count === 1 ? 0 : random.normal())),
        );
  const covariances = new Float64Array(points.length);
  const half = new Float64Array(points.length);
  const logs = new Float64Array(fantasies.length);
  return (point) => {
    covariancesWith(covariances, { features, points, hyper }, point);
    half.set(covariances);
    solveLower(factor, half);
    let variance = hyper.scale;
    for (const each of half) variance -= each * each;
    const deviation = Math.sqrt(Math.max(variance, 1e-12));
    for (const [index, { alpha, best }] of fantasies.entries()) {
      let mean = 0;
      for (let row = 0; row < alpha.length; row += 1) mean += covariances[row]! * alpha[row]!;
      logs[index] = logExpectedImprovement(mean, deviation, best);
    }
    return logMeanExp(logs);
  };
}

function covariancesWith(
  covariances: Float64Array,
  {
    features,
    points,
    hyper: { weights, scale },
  }: { features: readonly Feature[]; points: readonly Point[]; hyper: Hyperparameters },
  point: Point,
): void {
  for (let row = 0; row < points.length; row += 1) {
    const other = points[row]!;
    let squared = 0;
    for (let place = 0; place < features.length; place += 1)
      squared += weights[place]! * squaredDistance(features[place]!, point[place]!, other[place]!);
    covariances[row] = scale * matern(squared);
  }
}

/** With L the factor of all covariances, results are L ε: the ε of the known ones follow from them, the others are drawn. */
function fantasyOf(factor: Triangle, results: Float64Array, normal: () => number): Fantasy {
  const { size, values } = factor;
  const all = new Float64Array(size);
  const noise = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let mean = 0;
    for (let k = 0; k < row; k += 1) mean += values[row * size + k]! * noise[k]!;
    const diagonal = values[row * size + row]!;
    all[row] = row < results.length ? results[row]! : mean + diagonal * normal();
    noise[row] = (all[row]! - mean) / diagonal;
  }
  return { alpha: solveUpper(factor, noise), best: Math.min(...all) };
}

function logMeanExp(logs: Float64Array): number {
  if (logs.length === 1) return logs[0]!;
  let largest = -Infinity;
  for (const log of logs) if (log > largest) largest = log;
  if (largest === -Infinity) return largest;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - largest);
  return largest + Math.log(sum / logs.length);
}
