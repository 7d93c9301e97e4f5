import { cholesky, type Triangle } from './cholesky.js';
import { squaredDistance } from './distance.js';
import type { Feature, Point } from './features.js';
import { matern } from './matern.js';

/** What the covariance of two configs depends on. */
export interface Hyperparameters {
  /** Per feature 1 / length scale². */
  readonly weights: Float64Array;
  /** Variance of the function. */
  readonly scale: number;
  /** Variance of a result about it. */
  readonly noise: number;
}

/** Squared distances of all pairs, each feature by its weight; in the order of pairwiseDistances. */
export function weightedDistances(distances: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sums = new Float64Array(distances[0]?.length ?? 0);
  for (const [place, each] of distances.entries()) {
    const weight = weights[place]!;
    for (let pair = 0; pair < sums.length; pair += 1) sums[pair]! += weight * each[pair]!;
  }
  return sums;
}

/**
 * Factor of the covariance matrix of `size` results, whose weighted distances are given. Undefined if rounding leaves
 * it without one.
 */
export function covarianceFactor(
  squared: Float64Array,
  size: number,
  { scale, noise }: Pick<Hyperparameters, 'scale' | 'noise'>,
): Triangle | undefined {
  const covariance = new Float64Array(size * size);
  let pair = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1, pair += 1)
      covariance[row * size + column] = scale * matern(squared[pair]!);
    covariance[row * size + row] = scale + noise;
  }
  return cholesky(covariance, size);
}

/** Fills `covariances` with those of a point with all `points`. */
export function fillCovariances(
  covariances: Float64Array,
  point: Point,
  {
    features,
    points,
    hyper,
  }: { features: readonly Feature[]; points: readonly Point[]; hyper: Hyperparameters },
): void {
  const { weights, scale } = hyper;
  for (let row = 0; row < points.length; row += 1) {
    const other = points[row]!;
    let squared = 0;
    for (let place = 0; place < features.length; place += 1)
      squared += weights[place]! * squaredDistance(features[place]!, point[place]!, other[place]!);
    covariances[row] = scale * matern(squared);
  }
}
