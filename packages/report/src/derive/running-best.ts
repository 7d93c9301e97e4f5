import type { ReportTrial } from '../report-trial.js';

export interface ErrorPoint {
  readonly trial: number;
  /** Share in [0, 1]. */
  readonly error: number;
}

/** Validation error by trial, in the order of their numbers; trials without an epoch have none. */
export function errorPoints(
  trials: readonly Pick<ReportTrial, 'number' | 'bestValidationError'>[],
): ErrorPoint[] {
  return trials
    .flatMap(({ number, bestValidationError: error }) => (error === null ? [] : [{ trial: number, error }]))
    .toSorted((a, b) => a.trial - b.trial);
}

/** The smallest error among each trial and those of smaller number: how good the search was by then. */
export function runningBest(points: readonly ErrorPoint[]): ErrorPoint[] {
  let best = Infinity;
  return points.map(({ trial, error }) => ({ trial, error: (best = Math.min(best, error)) }));
}
