import type { RandomStream } from '@ram-sweep/random';
import { solveLower, type Triangle } from './cholesky.js';
import { covarianceFactor, fillCovariances, type Hyperparameters, weightedDistances } from './covariance.js';
import { pairwiseDistances } from './distance.js';
import { type Fantasy, fantasise } from './fantasies.js';
import type { Feature, Point } from './features.js';
import { logExpectedImprovement } from './log-expected-improvement.js';

/** Logarithm of the expected improvement at a point; larger is better. */
export type Acquisition = (point: Point) => number;

interface Model {
  readonly features: readonly Feature[];
  /** The observed ones, then the pending ones. */
  readonly points: readonly Point[];
  readonly hyper: Hyperparameters;
}

const FANTASIES = 16;
const LEAST_VARIANCE = 1e-12;

/**
 * The expected improvement by what is known, `results` of the first points, averaged over what may come of the others
 * (Snoek et al. 2012, section 3.2).
 */
export function acquisitionOf(model: Model, results: Float64Array, random: RandomStream): Acquisition {
  const { points, hyper } = model;
  const factor = factorOf(model);
  const count = points.length > results.length ? FANTASIES : 1;
  const fantasies = Array.from({ length: count }, () =>
    fantasise(factor, results, () => (count === 1 ? 0 : random.normal())),
  );
  const covariances = new Float64Array(points.length);
  const half = new Float64Array(points.length);
  return (point) => {
    fillCovariances(covariances, point, model);
    half.set(covariances);
    solveLower(factor, half);
    let variance = hyper.scale;
    for (const each of half) variance -= each * each;
    return averageImprovement(fantasies, covariances, Math.sqrt(Math.max(variance, LEAST_VARIANCE)));
  };
}

/** With more noise where rounding leaves a matrix of near repeats without a factor. */
function factorOf({ features, points, hyper }: Model): Triangle {
  const squared = weightedDistances(pairwiseDistances(features, points), hyper.weights);
  for (let { noise } = hyper; ; noise *= 10) {
    const factor = covarianceFactor(squared, points.length, { scale: hyper.scale, noise });
    if (factor !== undefined) return factor;
  }
}

function averageImprovement(
  fantasies: readonly Fantasy[],
  covariances: Float64Array,
  deviation: number,
): number {
  const logs = fantasies.map(({ coefficients, best }) => {
    let mean = 0;
    for (let row = 0; row < coefficients.length; row += 1) mean += covariances[row]! * coefficients[row]!;
    return logExpectedImprovement(mean, deviation, best);
  });
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / logs.length);
}
