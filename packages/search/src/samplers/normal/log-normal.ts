import { erf, erfc } from './erfc.js';

const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Logarithm of the standard normal density at z. */
export const logDensity = (z: number): number => -0.5 * z * z - LOG_SQRT_TWO_PI;

/** Share of the standard normal distribution below z. */
export const cumulative = (z: number): number => 0.5 * erfc(-z * Math.SQRT1_2);

/** Logarithm of `cumulative`, exact far into the lower tail, where the share itself underflows. */
export function logCumulative(z: number): number {
  if (z > 6) return -cumulative(-z);
  if (z > -20) return Math.log(cumulative(z));
  return logDensity(z) - Math.log(-z) + Math.log(tailSeries(z));
}

/** 1 − 1/z² + 3/z⁴ − 15/z⁶ … (Abramowitz & Stegun 1964, equation 26.2.12), for z below −20. */
function tailSeries(z: number): number {
  const inverse = 1 / (z * z);
  let term = 1;
  let sum = 1;
  for (let odd = 1; Math.abs(term) > Number.EPSILON; odd += 2) {
    term *= -odd * inverse;
    sum += term;
  }
  return sum;
}

/**
 * Logarithm of the share of the standard normal distribution between two numbers, low < high. Computed in the lower
 * tail, where nothing cancels, as in SciPy's truncnorm.
 */
export function logMassBetween(low: number, high: number): number {
  if (low > 0) return logDifference(-high, -low);
  if (high <= 0) return logDifference(low, high);
  return Math.log(0.5 * (erf(high * Math.SQRT1_2) - erf(low * Math.SQRT1_2)));
}

function logDifference(low: number, high: number): number {
  const larger = logCumulative(high);
  return larger + Math.log1p(-Math.exp(logCumulative(low) - larger));
}
