import type { Distribution, ParamValue } from '@ram-sweep/protocol';

/** The values that a field can take, each with its rank from 0, without a list of them all. */
export interface Values {
  readonly size: number;
  /** The value of one rank. */
  at(rank: number): ParamValue;
  /** The rank of a value; −1 if it is none of these. */
  rankOf(value: ParamValue): number;
}

/** Values one by one; repetitions count once. */
function listed(values: readonly ParamValue[]): Values {
  const unique = [...new Set(values)];
  return {
    size: unique.length,
    at: (rank) => unique[rank]!,
    rankOf: (value) => unique.indexOf(value),
  };
}

const integers = (low: number, high: number): Values => ({
  size: high - low + 1,
  at: (rank) => low + rank,
  rankOf: (value) => (isWithin(value, low, high) && Number.isInteger(value) ? Number(value) - low : -1),
});

const isWithin = (value: ParamValue, low: number, high: number): boolean =>
  typeof value === 'number' && value >= low && value <= high;

/** All values of a distribution; null if it is continuous. */
export function allValues(distribution: Distribution): Values | null {
  if (distribution.distribution === 'categorical') return listed(distribution.choices);
  const { low, high } = distribution;
  if (distribution.distribution === 'integer') return integers(low, high);
  return low === high ? listed([low]) : null;
}

/** Whether a distribution can give this value. The upper end of a continuous range counts as inside. */
export function canTake(distribution: Distribution, value: ParamValue): boolean {
  const values = allValues(distribution);
  if (values !== null) return values.rankOf(value) >= 0;
  return distribution.distribution !== 'categorical' && isWithin(value, distribution.low, distribution.high);
}

/**
 * The values of a grid: every choice, every integer if there are at most `points`, otherwise `points` values evenly
 * spaced from low to high; evenly in the logarithm for log-uniform.
 */
export function gridValues(distribution: Distribution, points: number): Values {
  const values = allValues(distribution);
  if (distribution.distribution === 'categorical' || (values !== null && values.size <= points))
    return values!;
  return listed(Array.from({ length: points }, (_, step) => spread(distribution, step / (points - 1))));
}

type Range = Exclude<Distribution, { distribution: 'categorical' }>;

/** The value at a share of the way from low (0) to high (1). Both ends are exact. */
function spread({ distribution, low, high }: Range, share: number): number {
  if (share === 0) return low;
  if (share === 1) return high;
  if (distribution !== 'log-uniform') {
    const value = low * (1 - share) + high * share;
    return distribution === 'integer' ? Math.round(value) : value;
  }
  return Math.exp(Math.log(low) * (1 - share) + Math.log(high) * share);
}
