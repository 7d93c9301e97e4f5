import type { Distribution, ParamValue } from '@ram-sweep/protocol';

/**
 * The value at `share` of a distribution, from 0 to below 1: its quantile. Whole numbers and choices have equal parts
 * of the interval each; of a log-uniform one the logarithm grows evenly.
 */
export function valueAt(distribution: Distribution, share: number): ParamValue {
  if (distribution.distribution === 'categorical')
    return distribution.choices[partOf(distribution.choices.length, share)]!;
  const { low, high } = distribution;
  if (distribution.distribution === 'integer') return low + partOf(high - low + 1, share);
  if (distribution.distribution === 'uniform') return Math.min(low + (high - low) * share, high);
  const value = Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * share);
  // exp(log(x)) may miss x by a rounding.
  return Math.min(Math.max(value, low), high);
}

const partOf = (parts: number, share: number): number => Math.min(Math.floor(share * parts), parts - 1);
