import type { ReportTrial } from '../report-trial.js';

/** How good a search was after so many epochs. */
export interface SpentPoint {
  /** Epochs of training of all its trials until then. */
  readonly epochs: number;
  /** Share in [0, 1]. */
  readonly error: number;
}

/**
 * The smallest validation error of a search against the epochs that it had spent, trials in the order in which they
 * ended: a point wherever it fell, and one at the end. Finalists and controls do not count.
 */
export function bestSoFar(trials: readonly ReportTrial[]): SpentPoint[] {
  const ended = trials
    .filter(({ phase, bestValidationError }) => phase === 'search' && bestValidationError !== null)
    .toSorted((a, b) => endOf(a) - endOf(b) || a.number - b.number);
  const points: SpentPoint[] = [];
  let epochs = 0;
  let best = Infinity;
  for (const trial of ended) {
    epochs += trial.epochs;
    const error = trial.bestValidationError ?? 1;
    if (error < best) points.push({ epochs, error });
    best = Math.min(best, error);
  }
  return points.length === 0 ? [] : [...points, { epochs, error: best }];
}

const endOf = ({ finishedAt }: ReportTrial): number => finishedAt?.getTime() ?? Infinity;
