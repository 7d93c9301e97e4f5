import { sampleOf, studentQuantile } from '@ram-sweep/search/finalists';

/** A difference and its 95% interval. */
export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const around = (mean: number, halfWidth: number): Difference => ({
  mean,
  low: mean - halfWidth,
  high: mean + halfWidth,
});

/**
 * mean(others) − mean(values) with Welch's 95% interval, which lets the two vary differently (Welch 1947, degrees of
 * freedom by Satterthwaite 1946): ν = (a + b)² / (a²/(n₁ − 1) + b²/(n₂ − 1)) with a = s₁²/n₁, b = s₂²/n₂.
 *
 * A single other value is held against the 95% prediction interval for one more of `values`, t(n − 1)·s·√(1 + 1/n): how
 * others like it would vary is taken to be as `values` do. Null for fewer than two `values`, no other, or a single
 * other where all `values` are the same, which say nothing of how it would vary.
 */
export function difference(values: readonly number[], others: readonly number[]): Difference | null {
  if (values.length < 2 || others.length === 0) return null;
  const [ours, theirs] = [sampleOf(values), sampleOf(others)];
  const mean = theirs.mean - ours.mean;
  const [a, b] = [ours.variance / ours.count, theirs.variance / theirs.count];
  if (theirs.count === 1) {
    if (ours.variance === 0) return null;
    const spread = Math.sqrt(ours.variance * (1 + 1 / ours.count));
    return around(mean, studentQuantile(0.975, ours.count - 1) * spread);
  }
  if (a + b === 0) return around(mean, 0);
  const degrees = (a + b) ** 2 / (a ** 2 / (ours.count - 1) + b ** 2 / (theirs.count - 1));
  return around(mean, studentQuantile(0.975, degrees) * Math.sqrt(a + b));
}
