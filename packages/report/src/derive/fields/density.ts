/** A discrete density: the share of each of equally wide cells. Sums to 1. */
export type Density = readonly number[];

/**
 * Weight, in observations, of an even density that is mixed in, so that a cell nobody drew is improbable and not
 * impossible.
 */
const PRIOR_WEIGHT = 1;

/** Density over n choices: counts, with the prior. `cells` are the indices of the choices that were drawn. */
export function choiceDensity(cells: readonly number[], choices: number): Density {
  const counts = Array.from({ length: choices }, () => PRIOR_WEIGHT / choices);
  for (const cell of cells) counts[cell]! += 1;
  return counts.map((count) => count / (cells.length + PRIOR_WEIGHT));
}

/**
 * Kernel density of places in [0, 1] over `cells` cells: a normal kernel for each observation, cut off at the
 * bounds and made to sum to 1 there, and the prior. Bandwidth by Scott's rule (Scott 1992), and never so narrow
 * that less than a tenth of a kernel would lie outside a cell in whose middle it stands.
 */
export function kernelDensity(places: readonly number[], cells: number): Density {
  const bandwidth = Math.max(scottBandwidth(places), 0.5 / cells / 1.645);
  const density = Array.from({ length: cells }, () => PRIOR_WEIGHT / cells);
  for (const place of places) {
    const below = (edge: number) => normalCdf((edge / cells - place) / bandwidth);
    const inside = below(cells) - below(0);
    for (let cell = 0; cell < cells; cell += 1) density[cell]! += (below(cell + 1) - below(cell)) / inside;
  }
  return density.map((mass) => mass / (places.length + PRIOR_WEIGHT));
}

/** 1.059 · min(s, IQR / 1.34) · n^(−1/5); 0 for fewer than two places. */
function scottBandwidth(places: readonly number[]): number {
  const count = places.length;
  if (count < 2) return 0;
  const mean = places.reduce((sum, place) => sum + place, 0) / count;
  const deviation = Math.sqrt(places.reduce((sum, place) => sum + (place - mean) ** 2, 0) / (count - 1));
  const sorted = places.toSorted((a, b) => a - b);
  const range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  return 1.059 * Math.min(deviation, range / 1.34) * count ** -0.2;
}

/** By linear interpolation between the two nearest of the sorted values. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

/** Distribution function of the standard normal, to 1e-7 (Abramowitz & Stegun 1964, 26.2.17). */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return x < 0 ? tail : 1 - tail;
}
