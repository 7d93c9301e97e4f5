import jstat from 'jstat';

/** A mean and how far it can be trusted. */
export interface MeanInterval {
  readonly mean: number;
  readonly count: number;
  /** Half the width of the 95% interval of the mean; null for fewer than two values. */
  readonly halfWidth: number | null;
}

/** What intervals are made from. */
export interface Sample {
  readonly mean: number;
  readonly count: number;
  /** s², with n − 1; 0 for one value. */
  readonly variance: number;
}

/** Throws a RangeError for no values. */
export function sampleOf(values: readonly number[]): Sample {
  const count = values.length;
  if (count === 0) throw new RangeError('a mean needs at least one value');
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, count, variance: count > 1 ? squares / (count - 1) : 0 };
}

/** The quantile of Student's t for `degrees` of freedom, which need not be whole. */
export const studentQuantile = (probability: number, degrees: number): number =>
  jstat.studentt.inv(probability, degrees);

/**
 * The mean of some values with its 95% interval by Student's t: t(0.975, n − 1) · s/√n, s² with n − 1.
 * Throws a RangeError for no values.
 */
export function meanInterval(values: readonly number[]): MeanInterval {
  const { mean, count, variance } = sampleOf(values);
  if (count === 1) return { mean, count, halfWidth: null };
  return { mean, count, halfWidth: studentQuantile(0.975, count - 1) * Math.sqrt(variance / count) };
}
