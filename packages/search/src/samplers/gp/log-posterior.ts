import { invert, solveLower, solveUpper } from './cholesky.js';
import { covarianceFactor, type Hyperparameters, weightedDistances } from './covariance.js';
import { matern, maternSlope } from './matern.js';
import { negativeLogPrior } from './priors.js';

/** Known configs: distances as of pairwiseDistances, results with mean 0 and variance 1. */
export interface Sample {
  readonly distances: readonly Float64Array[];
  readonly results: Float64Array;
}

const LEAST_NOISE = 1e-6;

/** From the logarithms of the weights, the scale, and the noise above its least. */
export const fromLogs = (logs: Float64Array): Hyperparameters => ({
  weights: logs.slice(0, -2).map(Math.exp),
  scale: Math.exp(logs.at(-2)!),
  noise: Math.exp(logs.at(-1)!) + LEAST_NOISE,
});

/**
 * −log p(results | hyperparameters) − log p(hyperparameters), less constants, and its gradient by the logarithms of
 * fromLogs (Rasmussen & Williams 2006, equations 5.8 and 5.9).
 */
export function negativeLogPosterior(
  { distances, results }: Sample,
  logs: Float64Array,
): { value: number; gradient: Float64Array } {
  const hyper = fromLogs(logs);
  const squared = weightedDistances(distances, hyper.weights);
  const factor = covarianceFactor(squared, results.length, hyper);
  if (factor === undefined) return { value: Infinity, gradient: new Float64Array(logs.length) };
  const half = solveLower(factor, Float64Array.from(results));
  let likelihood = 0;
  for (let row = 0; row < half.length; row += 1)
    likelihood += 0.5 * half[row]! * half[row]! + Math.log(factor.values[row * half.length + row]!);
  const coefficients = solveUpper(factor, half);
  const byLikelihood = slopesOf({ distances, squared, hyper, coefficients, inverse: invert(factor) });
  const prior = negativeLogPrior(hyper);
  return { value: likelihood + prior.value, gradient: chain(hyper, byLikelihood, prior.slopes) };
}

/** Slopes of −log p(results | hyperparameters) by the hyperparameters: ½ tr((K⁻¹ − α αᵀ) ∂K). */
function slopesOf({
  distances,
  squared,
  hyper: { weights, scale },
  coefficients,
  inverse,
}: {
  distances: readonly Float64Array[];
  squared: Float64Array;
  hyper: Hyperparameters;
  coefficients: Float64Array;
  inverse: Float64Array;
}): Hyperparameters {
  const size = coefficients.length;
  const byPair = new Float64Array(squared.length);
  let byScale = 0;
  let byNoise = 0;
  let pair = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1, pair += 1) {
      // Both halves of a symmetric matrix, times one half.
      const part = inverse[row * size + column]! - coefficients[row]! * coefficients[column]!;
      byScale += part * matern(squared[pair]!);
      byPair[pair] = part * scale * maternSlope(squared[pair]!);
    }
    const part = 0.5 * (inverse[row * size + row]! - coefficients[row]! * coefficients[row]!);
    byScale += part;
    byNoise += part;
  }
  return {
    weights: weights.map((_, place) => dot(byPair, distances[place]!)),
    scale: byScale,
    noise: byNoise,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}

/** The gradient by the logarithms. */
const chain = (hyper: Hyperparameters, a: Hyperparameters, b: Hyperparameters): Float64Array =>
  Float64Array.of(
    ...hyper.weights.map((weight, place) => weight * (a.weights[place]! + b.weights[place]!)),
    hyper.scale * (a.scale + b.scale),
    (hyper.noise - LEAST_NOISE) * (a.noise + b.noise),
  );
