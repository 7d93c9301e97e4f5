import type { Hyperparameters } from './covariance.js';
import { settings } from './settings.js';

/**
 * −log of the priors of the hyperparameters, less constants, and its slopes by them: length scales near 1, scales of
 * Gamma(2, 1) and noises of Gamma(1.1, 30), as in Optuna 5.0.0's GPSampler.
 */
export function negativeLogPrior({ weights, scale, noise }: Hyperparameters): {
  value: number;
  slopes: Hyperparameters;
} {
  let value =
    scale - Math.log(scale) + settings.noiseRate * noise - (settings.noiseShape - 1) * Math.log(noise);
  const ell = settings.ell;
  for (const weight of weights) value += ell / weight + ell * weight;
  return {
    value,
    slopes: {
      weights: weights.map((weight) => ell - ell / (weight * weight)),
      scale: 1 - 1 / scale,
      noise: settings.noiseRate - (settings.noiseShape - 1) / noise,
    },
  };
}
