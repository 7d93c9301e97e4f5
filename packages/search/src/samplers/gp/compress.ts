/**
 * Results as the model sees them: log(1 + d) of their distance d from the best, which is 1 for the median; then
 * with mean 0 and variance 1. Errors of hyperparameters have a long tail of bad ones, next to which all good ones
 * would look the same. A divergence counts as bad as the worst of the others.
 */
export function compress(outcomes: readonly number[]): Float64Array {
  const finite = outcomes.filter((outcome) => Number.isFinite(outcome)).toSorted((a, b) => a - b);
  const [best = 0, worst = 0] = [finite[0], finite.at(-1)];
  const median = finite[Math.floor(finite.length / 2)] ?? 0;
  // If half of them equal the best, the worst is used instead.
  const unit = [median - best, worst - best].find((distance) => distance > 0) ?? 1;
  return standardised(outcomes.map((outcome) => Math.log1p((Math.min(outcome, worst) - best) / unit)));
}

/** Equal values are all 0. */
function standardised(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Float64Array.from(values, (value) => (variance > 0 ? (value - mean) / Math.sqrt(variance) : 0));
}
