import { cumulative, logCumulative, logDensity } from '../normal/log-normal.js';

/**
 * Logarithm of the expected improvement upon `best` of a normal value (Ament et al. 2023, equation 9): when the
 * improvement itself underflows, its logarithm still distinguishes candidates. Smaller values are better.
 */
export function logExpectedImprovement(mean: number, deviation: number, best: number): number {
  return Math.log(deviation) + logImprovement((best - mean) / deviation);
}

/** log(φ(z) + z Φ(z)). */
function logImprovement(z: number): number {
  if (z > -1) return Math.log(Math.exp(logDensity(z)) + z * cumulative(z));
  const log = logDensity(z);
  // 1 + z Φ(z) / φ(z) is 1 / z² so far out, and all digits of the difference are lost.
  if (z < -1000) return log - 2 * Math.log(-z);
  return log + Math.log1p(z * Math.exp(logCumulative(z) - log));
}
