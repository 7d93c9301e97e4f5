import type { ReportTrial } from '../../report-trial.js';
import type { ErrorAxis } from '../error-axis.js';
import { shortNumber } from '@ram-sweep/format';
import { paramOf, type FieldAxis, type FieldTick } from './field-axis.js';

export interface ParallelPoint {
  readonly trial: number;
  /** Title of the axis. */
  readonly axis: string;
  /** In [0, 1] from the bottom. */
  readonly place: number;
}

export interface ParallelLines {
  readonly axes: readonly { readonly title: string; readonly ticks: readonly FieldTick[] }[];
  readonly points: readonly ParallelPoint[];
  /** By trial, 1 for the best and 0 for the worst, by rank: errors themselves would make nearly all alike. */
  readonly strength: ReadonlyMap<number, number>;
}

/** Title of the last axis. */
const ERROR_TITLE = 'validation error';

/** Lines of the trials that have an epoch; one that a condition left a field out of skips that axis. */
export function parallelLines(
  axes: readonly FieldAxis[],
  errors: ErrorAxis,
  trials: readonly ReportTrial[],
): ParallelLines {
  const ranked = trials.filter(({ bestValidationError }) => bestValidationError !== null);
  const points = ranked.flatMap(({ number: trial, params, bestValidationError }) => [
    ...axes.flatMap((axis) => {
      const value = paramOf(params, axis.field);
      const place = value === undefined ? null : axis.place(value);
      return place === null ? [] : [{ trial, axis: axis.field, place }];
    }),
    { trial, axis: ERROR_TITLE, place: errorPlace(errors, 100 * (bestValidationError ?? 1)) },
  ]);
  const ticks = errors.ticks.map((tick) => ({
    place: errorPlace(errors, tick),
    text: `${shortNumber(tick)}%`,
  }));
  return {
    axes: [
      ...axes.map(({ field, ticks: of }) => ({ title: field, ticks: of })),
      { title: ERROR_TITLE, ticks },
    ],
    points,
    strength: strengths(ranked),
  };
}

function strengths(ranked: readonly ReportTrial[]): Map<number, number> {
  const order = ranked.toSorted((a, b) => (a.bestValidationError ?? 1) - (b.bestValidationError ?? 1));
  return new Map(
    order.map(({ number }, index) => [number, order.length < 2 ? 1 : 1 - index / (order.length - 1)]),
  );
}

/** Place of an error, in percent, on the axis of errors. */
function errorPlace({ type, domain: [low, high] }: ErrorAxis, percent: number): number {
  const scale = type === 'log' ? Math.log : (value: number) => value;
  return high === low ? 0.5 : (scale(percent) - scale(low)) / (scale(high) - scale(low));
}
