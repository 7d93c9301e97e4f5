import { RandomStream } from '@ram-sweep/random';
import type { ReportTrial } from '../../report-trial.js';
import { paramOf, type FieldAxis } from './field-axis.js';

export interface SlicePoint {
  readonly trial: number;
  /** In [0, 1] along the field's axis. */
  readonly place: number;
  /** Share in [0, 1]. */
  readonly error: number;
}

/**
 * Where each trial that has the field and an epoch stands. On a discrete axis points are spread within the middle
 * half of their value's cell, by the trial's number, so that they do not cover one another.
 */
export function slicePoints(axis: FieldAxis, trials: readonly ReportTrial[]): SlicePoint[] {
  const cell = axis.kind === 'discrete' ? 1 / Math.max(1, axis.valueCount) : 0;
  return trials.flatMap(({ number: trial, params, bestValidationError: error }) => {
    const value = paramOf(params, axis.field);
    const place = value === undefined ? null : axis.place(value);
    if (place === null || error === null) return [];
    const spread = cell * (RandomStream.of(trial, 'spread', axis.field).uniform() - 0.5) * 0.5;
    return [{ trial, place: place + spread, error }];
  });
}
