const FLAT = 25;

/**
 * Weights of the kernels of `count` observations, oldest first, and of the prior, which is last; their sum is 1. All
 * are equal, but of more than 25 observations the older ones rise evenly from 1 / count (Bergstra et al. 2013).
 */
export function kernelWeights(count: number): Float64Array {
  const ramp = Math.max(count - FLAT, 0);
  const weights = Float64Array.from({ length: count + 1 }, (_, index) =>
    index < ramp ? rampAt(index, ramp, count) : 1,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** `ramp` even steps from 1 / count to 1, both included; only the first if `ramp` is 1. */
const rampAt = (index: number, ramp: number, count: number): number =>
  ramp === 1 ? 1 / count : 1 / count + (index * (1 - 1 / count)) / (ramp - 1);
