import jstat from 'jstat';

/** A mean and how far it can be trusted. */
export interface MeanInterval {
  readonly mean: number;
  readonly count: number;
  /** Half the width of the 95 % interval of the mean; null for fewer than two values. */
  readonly halfWidth: number | null;
}

/**
 * The mean of some values with its 95 % interval by Student's t: t(0.975, n − 1) · s/√n, s² with n − 1.
 * Throws a RangeError for no values.
 */
export function meanInterval(values: readonly number[]): MeanInterval {
  const count = values.length;
  if (count === 0) throw new RangeError('a mean needs at least one value');
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, count, halfWidth: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, count, halfWidth: jstat.studentt.inv(0.975, count - 1) * Math.sqrt(variance / count) };
}
