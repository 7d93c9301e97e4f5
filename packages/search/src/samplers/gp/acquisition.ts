import { believe } from './believe.js';
import { solveLower, type Triangle } from './cholesky.js';
import { covarianceFactor, fillCovariances, type Hyperparameters, weightedDistances } from './covariance.js';
import { pairwiseDistances } from './distance.js';
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

const LEAST_VARIANCE = 1e-12;

/** The expected improvement by `results`, which belong to the first points, and by what is believed of the others. */
export function acquisitionOf(model: Model, results: Float64Array): Acquisition {
  const { points, hyper } = model;
  const factor = factorOf(model);
  const { coefficients, best } = believe(factor, results);
  const covariances = new Float64Array(points.length);
  const half = new Float64Array(points.length);
  return (point) => {
    fillCovariances(covariances, point, model);
    half.set(covariances);
    solveLower(factor, half);
    let mean = 0;
    let variance = hyper.scale;
    for (let row = 0; row < half.length; row += 1) {
      mean += covariances[row]! * coefficients[row]!;
      variance -= half[row]! * half[row]!;
    }
    return logExpectedImprovement(mean, Math.sqrt(Math.max(variance, LEAST_VARIANCE)), best);
  };
}

/** With more noise if rounding leaves a matrix of near repeats without a factor. */
function factorOf({ features, points, hyper }: Model): Triangle {
  const squared = weightedDistances(pairwiseDistances(features, points), hyper.weights);
  for (let { noise } = hyper; ; noise *= 10) {
    const factor = covarianceFactor(squared, points.length, { scale: hyper.scale, noise });
    if (factor !== undefined) return factor;
  }
}
