/** t for a two-sided 95 % interval with 1 … 10 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.2). */
const FEW = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/** The same quantile of the standard normal. */
const Z = 1.959964;

/**
 * The 97.5 % quantile of Student's t. From 11 degrees of freedom on by the expansion around the normal quantile
 * (Abramowitz & Stegun 1964, 26.7.5), which is right to three decimals there.
 */
export function tQuantile(degreesOfFreedom: number): number {
  const few = FEW[degreesOfFreedom - 1];
  if (few !== undefined) return few;
  const terms = [
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
  ];
  return terms.reduce((sum, term, index) => sum + term / degreesOfFreedom ** (index + 1), Z);
}

export interface MeanInterval {
  readonly count: number;
  readonly mean: number;
  /** Half of the 95 % interval of the mean; null for a single value, which says nothing of its spread. */
  readonly halfWidth: number | null;
}

/** Mean of at least one value with its 95 % interval, t · s / √n, s the sample's deviation (n − 1). */
export function meanInterval(values: readonly number[]): MeanInterval {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { count, mean, halfWidth: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, halfWidth: tQuantile(count - 1) * Math.sqrt(variance / count) };
}
