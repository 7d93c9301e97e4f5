import type { Hyperparameters } from './covariance.js';
import { fromLogs, negativeLogPosterior, type Sample } from './log-posterior.js';
import { minimise } from './minimise.js';

const ITERATIONS = 60;
/** Logarithms at which the search for the likeliest starts: short length scales and little noise, and the opposite. */
const STARTS = [
  { weight: 0, scale: 0, noise: -4 },
  { weight: -2, scale: 0, noise: -1 },
] as const;

/** The most likely hyperparameters a posteriori, from fixed starts, so without randomness. */
export function fitHyperparameters(sample: Sample): Hyperparameters {
  const features = sample.distances.length;
  const found = STARTS.map(({ weight, scale, noise }) => {
    const start = Float64Array.of(...Array.from({ length: features }, () => weight), scale, noise);
    return minimise((at) => negativeLogPosterior(sample, at), start, ITERATIONS);
  });
  return fromLogs(found.reduce((best, each) => (each.value < best.value ? each : best)).at);
}
