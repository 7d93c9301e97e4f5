import type { Distribution, SearchSpace } from '@ram-sweep/protocol';
import type { ReportTrial } from '../../report-trial.js';
import { choiceDensity, kernelDensity, type Density } from './density.js';
import { fieldAxis, paramOf } from './field-axis.js';

export interface FieldImportance {
  readonly field: string;
  /** Share of the divergences of all fields, in [0, 1]. */
  readonly share: number;
  /** Trials that have the field, and the best of them that it was measured with. */
  readonly trials: number;
  readonly top: number;
}

/** γ: which share of the trials are the best. */
const TOP_SHARE = 0.1;

/** Fewer than two points have no density. */
const LEAST_TOP = 2;

/** With fewer trials than this the shares would be chance; nothing is said then. */
export const LEAST_TRIALS = 10;

/** Cells of a continuous field, as in the paper's experiments with a grid. */
const CELLS = 50;

/**
 * How much each searched field matters for being among the best tenth of the trials: PED-ANOVA (Watanabe, Bansal
 * & Hutter, IJCAI 2023). The variance that field d alone explains, of whether a trial is among
 * the best γ, is γ² times the Pearson divergence of the density of the best from the density of all,
 *
 *   v_d = γ² · Σ_x p_all(x) · (p_top(x) / p_all(x) − 1)²,
 *
 * and a field's importance is its share of the sum. p are kernel densities (see density.ts), over the scale that
 * the field is drawn on. Interactions of fields are not seen. Fields with one value are left out.
 * Empty with fewer than 10 trials that tell something.
 */
export function fieldImportances(space: SearchSpace, trials: readonly ReportTrial[]): FieldImportance[] {
  const ranked = rankedTrials(trials);
  if (ranked.length < LEAST_TRIALS) return [];
  const measured = Object.entries(space).flatMap(([field, distribution]) => {
    const divergence = topDivergence(field, distribution, ranked);
    return divergence === null ? [] : [{ field, ...divergence }];
  });
  const sum = measured.reduce((total, { divergence }) => total + divergence, 0);
  return measured
    .map(({ field, divergence, ...counts }) => ({ field, share: sum > 0 ? divergence / sum : 0, ...counts }))
    .toSorted((a, b) => b.share - a.share);
}

/**
 * Trials whose place is settled, best first: complete ones, those that were pruned, and last those that diverged,
 * which have no error to compare but were certainly not good.
 */
function rankedTrials(trials: readonly ReportTrial[]): ReportTrial[] {
  return trials
    .filter(
      ({ state, failure, bestValidationError }) =>
        ((state === 'complete' || state === 'pruned') && bestValidationError !== null) ||
        (state === 'failed' && failure?.class === 'diverged'),
    )
    .toSorted((a, b) => (errorOf(a) === errorOf(b) ? a.number - b.number : errorOf(a) - errorOf(b)));
}

const errorOf = ({ state, bestValidationError }: ReportTrial): number =>
  state === 'failed' ? Infinity : (bestValidationError ?? Infinity);

/** Pearson divergence of one field among the trials that have it; null where there is nothing to compare. */
function topDivergence(field: string, distribution: Distribution, ranked: readonly ReportTrial[]) {
  const axis = fieldAxis(field, distribution);
  const places = ranked.flatMap(({ params }) => {
    const value = paramOf(params, field);
    const place = value === undefined ? null : axis.place(value);
    return place === null ? [] : [place];
  });
  const top = Math.max(LEAST_TOP, Math.ceil(TOP_SHARE * places.length));
  if (places.length < LEAST_TRIALS || valueCount(distribution) === 1) return null;
  const divergence = pearsonDivergence(
    densityOf(distribution, places.slice(0, top)),
    densityOf(distribution, places),
  );
  return { divergence, trials: places.length, top };
}

/** Σ_x all(x) · (top(x) / all(x) − 1)². */
export function pearsonDivergence(top: Density, all: Density): number {
  return all.reduce((sum, mass, cell) => sum + mass * (top[cell]! / mass - 1) ** 2, 0);
}

function densityOf(distribution: Distribution, places: readonly number[]): Density {
  const values = valueCount(distribution);
  if (distribution.distribution !== 'categorical') return kernelDensity(places, Math.min(CELLS, values));
  return choiceDensity(
    places.map((place) => Math.floor(place * values)),
    values,
  );
}

/** How many values a field can take. */
function valueCount(distribution: Distribution): number {
  if (distribution.distribution === 'categorical') return distribution.choices.length;
  const { low, high } = distribution;
  if (low === high) return 1;
  return distribution.distribution === 'integer' ? high - low + 1 : Infinity;
}
