import type { Hyperparameters } from './covariance.js';

const SPREAD = 0.1;
const NOISE_SHAPE = 1.1;
const NOISE_RATE = 30;

/**
 * −log of the priors of the hyperparameters, less constants, and its slopes by them: length scales near 1, scales of
 * Gamma(2, 1) and noises of Gamma(1.1, 30), as in Optuna 5.0.0's GPSampler.
 */
export function negativeLogPrior({ weights, scale, noise }: Hyperparameters): {
  value: number;
  slopes: Hyperparameters;
} {
  let value = scale - Math.log(scale) + NOISE_RATE * noise - (NOISE_SHAPE - 1) * Math.log(noise);
  for (const weight of weights) value += SPREAD * (1 / weight + weight);
  return {
    value,
    slopes: {
      weights: weights.map((weight) => SPREAD * (1 - 1 / (weight * weight))),
      scale: 1 - 1 / scale,
      noise: NOISE_RATE - (NOISE_SHAPE - 1) / noise,
    },
  };
}
