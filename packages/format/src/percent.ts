/** Printed when there is no value yet. */
const NONE = '–';

/** A share as people read an error: 0.0123 → `1.23%`; a dash for none. `digits`: after the point, 2 by default. */
export const percent = (share: number | null | undefined, digits = 2): string =>
  share === null || share === undefined ? NONE : `${(share * 100).toFixed(digits)}%`;

/** A mean of shares with half the width of its 95% interval: `1.02% ± 0.10`; only the mean if there is no interval. */
export function interval(mean: { readonly mean: number; readonly halfWidth: number | null } | null): string {
  if (mean === null) return NONE;
  return mean.halfWidth === null
    ? percent(mean.mean)
    : `${percent(mean.mean)} ± ${(mean.halfWidth * 100).toFixed(2)}`;
}
