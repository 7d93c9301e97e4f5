import * as Plot from '@observablehq/plot';
import type { ReportTrial } from '../report-trial.js';
import type { ErrorAxis } from '../derive/error-axis.js';
import type { FieldAxis } from '../derive/fields/field-axis.js';
import { slicePoints, type SlicePoint } from '../derive/fields/slice-points.js';
import type { Html } from '../html.js';
import { ink } from './colours.js';
import { drawChart, errorScale, evenChoice, inPercent, ofTrial, placeScale } from './plot.js';

/**
 * Validation error against one searched field; `best` is drawn as a ring. Width in pixels. Trials are given best first.
 */
export function sliceChart(
  axis: FieldAxis,
  trials: readonly ReportTrial[],
  errors: ErrorAxis,
  { best, width }: { best: number; width: number },
): Html {
  const points = slicePoints(
    axis,
    evenChoice(trials, ({ number }) => number === best),
  );
  const channels = {
    x: 'place',
    y: ({ error }: SlicePoint) => inPercent(error),
    ariaLabel: ({ trial }: SlicePoint) => ofTrial(trial),
  };
  return drawChart({
    ariaLabel: `validation error against ${axis.field}`,
    width,
    height: 270,
    x: placeScale(axis),
    y: errorScale(errors),
    marks: [
      Plot.dot(points, {
        ...channels,
        r: points.length > 300 ? 2 : 3.2,
        fill: ink.accent,
        fillOpacity: points.length > 300 ? 0.4 : 0.6,
      }),
      Plot.dot(
        points.filter(({ trial }) => trial === best),
        { ...channels, r: 6, stroke: ink.best, strokeWidth: 2.2 },
      ),
    ],
  });
}
