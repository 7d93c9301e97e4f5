/** Means and standard deviations of normal kernels on [low, high], the prior's last. */
export interface NormalKernels {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

const NARROWEST = 100;

/**
 * A normal kernel at each observed value, as wide as the larger gap to its neighbours (Bergstra et al. 2011,
 * section 4) with the ends of the domain as neighbours, except that the outermost use only the inner gap; but no
 * narrower than 1 / min(100, m + 2) of the domain for m values, and no wider than it. The prior is in the middle,
 * as wide as the domain. As in Optuna 5.0.0.
 */
export function normalKernels(values: readonly number[], low: number, high: number): NormalKernels {
  const count = values.length;
  const width = high - low;
  const narrowest = width / Math.min(NARROWEST, count + 2);
  const deviations = new Float64Array(count + 1).fill(width);
  const order = values.map((_, index) => index).toSorted((a, b) => values[a]! - values[b]! || a - b);
  for (const [rank, index] of order.entries()) {
    const gap = largerGap(values, order, rank, [low, high]);
    deviations[index] = Math.min(Math.max(gap, narrowest), width);
  }
  return { means: Float64Array.of(...values, 0.5 * (low + high)), deviations };
}

function largerGap(
  values: readonly number[],
  order: readonly number[],
  rank: number,
  [low, high]: readonly [number, number],
): number {
  const value = values[order[rank]!]!;
  const below = rank > 0 ? value - values[order[rank - 1]!]! : undefined;
  const above = rank + 1 < order.length ? values[order[rank + 1]!]! - value : undefined;
  if (below === undefined && above === undefined) return Math.max(value - low, high - value);
  return Math.max(below ?? 0, above ?? 0);
}
