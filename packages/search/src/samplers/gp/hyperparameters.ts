import { settings } from './settings.js';
import { cholesky, invert, solveLower, solveUpper, type Triangle } from './cholesky.js';
import { matern, maternSlope } from './matern.js';
import { type Differentiable, minimise } from './minimise.js';

/** What the covariance of two configs depends on. */
export interface Hyperparameters {
  /** Per feature 1 / length scale². */
  readonly weights: Float64Array;
  /** Variance of the function. */
  readonly scale: number;
  /** Variance of a result about it. */
  readonly noise: number;
}

/** Known configs: distances as of pairwiseDistances, results with mean 0 and variance 1. */
export interface Sample {
  readonly distances: readonly Float64Array[];
  readonly results: Float64Array;
}

const LEAST_NOISE = 1e-6;
const ITERATIONS = 60;
/** Logarithms of weights, scale and noise at which a search for the best begins. */
const STARTS = [
  { weight: 0, scale: 0, noise: -4 },
  { weight: -2, scale: 0, noise: -1 },
] as const;

/** The likeliest a posteriori, from fixed starts. */
export function fitHyperparameters(sample: Sample): Hyperparameters {
  const features = sample.distances.length;
  const loss: Differentiable = (at) => negativeLogPosterior(sample, at);
  const found = STARTS.map(({ weight, scale, noise }) =>
    minimise(
      loss,
      Float64Array.of(...Array.from({ length: features }, () => weight), scale, noise),
      ITERATIONS,
    ),
  );
  return fromLogs(found.reduce((best, each) => (each.value < best.value ? each : best)).at);
}

const fromLogs = (logs: Float64Array): Hyperparameters => ({
  weights: logs.slice(0, -2).map(Math.exp),
  scale: Math.exp(logs.at(-2)!),
  noise: Math.exp(logs.at(-1)!) + LEAST_NOISE,
});

/** Weighted distances of all pairs, as of pairwiseDistances. */
export function weightedSums(distances: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sums = new Float64Array(distances[0]?.length ?? 0);
  for (const [place, each] of distances.entries()) {
    const weight = weights[place]!;
    for (let pair = 0; pair < sums.length; pair += 1) sums[pair]! += weight * each[pair]!;
  }
  return sums;
}

/** Factor of the covariance of the results. */
export function factorOf(
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

/**
 * −log p(results | hyperparameters) − log p(hyperparameters), less constants, and its gradient by their logarithms
 * (Rasmussen & Williams 2006, equations 5.8 and 5.9). The priors are those of Optuna 5.0.0's GPSampler.
 */
export function negativeLogPosterior(
  { distances, results }: Sample,
  logs: Float64Array,
): { value: number; gradient: Float64Array } {
  const hyper = fromLogs(logs);
  const size = results.length;
  const gradient = new Float64Array(logs.length);
  const squared = weightedSums(distances, hyper.weights);
  const factor = factorOf(squared, size, hyper);
  if (factor === undefined) return { value: Infinity, gradient };
  const half = solveLower(factor, Float64Array.from(results));
  let value = 0;
  for (let row = 0; row < size; row += 1)
    value += 0.5 * half[row]! * half[row]! + Math.log(factor.values[row * size + row]!);
  const alpha = solveUpper(factor, half);
  addLikelihoodSlopes(gradient, { distances, squared, hyper, alpha, inverse: invert(factor) });
  return { value: value + addPrior(gradient, hyper), gradient };
}

function addLikelihoodSlopes(
  gradient: Float64Array,
  {
    distances,
    squared,
    hyper: { weights, scale, noise },
    alpha,
    inverse,
  }: {
    distances: readonly Float64Array[];
    squared: Float64Array;
    hyper: Hyperparameters;
    alpha: Float64Array;
    inverse: Float64Array;
  },
): void {
  const size = alpha.length;
  const features = weights.length;
  let byScale = 0;
  let byNoise = 0;
  let pair = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1, pair += 1) {
      // Both halves of the symmetric matrix K⁻¹ − α αᵀ, times one half.
      const part = inverse[row * size + column]! - alpha[row]! * alpha[column]!;
      byScale += part * scale * matern(squared[pair]!);
      const slope = part * scale * maternSlope(squared[pair]!);
      for (let place = 0; place < features; place += 1)
        gradient[place]! += slope * weights[place]! * distances[place]![pair]!;
    }
    const part = 0.5 * (inverse[row * size + row]! - alpha[row]! * alpha[row]!);
    byScale += part * scale;
    byNoise += part;
  }
  gradient[features]! += byScale;
  gradient[features + 1]! += byNoise * (noise - LEAST_NOISE);
}

/** Adds the slopes of −log of the priors; returns that itself. */
function addPrior(gradient: Float64Array, { weights, scale, noise }: Hyperparameters): number {
  let value = 0;
  for (const [place, weight] of weights.entries()) {
    if (settings.prior === 'normal') {
      const z = (Math.log(weight) - settings.pmean) / settings.psd;
      value += 0.5 * z * z;
      gradient[place]! += z / settings.psd;
      continue;
    }
    value += settings.ell / weight + settings.ell * weight;
    gradient[place]! += -settings.ell / weight + settings.ell * weight;
  }
  const free = noise - LEAST_NOISE;
  // Gamma(2, 1) for the scale and Gamma(1.1, 30) for the noise.
  value += scale - Math.log(scale) + settings.noiseRate * noise - (settings.noiseShape - 1) * Math.log(noise);
  gradient[weights.length]! += scale - 1;
  gradient[weights.length + 1]! += free * (settings.noiseRate - (settings.noiseShape - 1) / noise);
  return value;
}
