import { multiplyAdds } from '@ram-sweep/ram/cost';
import { paretoFront } from '@ram-sweep/results';
import type { ReportTrial } from '../report-trial.js';

/** A trial's error and what one image costs it at test. */
export interface CostPoint {
  readonly trial: number;
  /** Share in [0, 1]. */
  readonly error: number;
  /** Multiply-adds of one image. */
  readonly cost: number;
}

/** Of every trial that has an epoch; in the order of the trials. */
export const costPoints = (trials: readonly ReportTrial[]): CostPoint[] =>
  trials.flatMap(({ number: trial, bestValidationError: error, config }) =>
    error === null ? [] : [{ trial, error, cost: multiplyAdds(config) }],
  );

/** The points that no other beats in both error and cost, cheapest first. */
export const costFront = (points: readonly CostPoint[]): CostPoint[] => paretoFront(points, (point) => point);
