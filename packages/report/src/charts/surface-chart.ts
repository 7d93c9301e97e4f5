import * as Plot from '@observablehq/plot';
import { errorSurface, type SurfacePoint } from '../derive/fields/error-surface.js';
import type { FieldAxis } from '../derive/fields/field-axis.js';
import type { ReportTrial } from '../report-trial.js';
import type { Html } from '../html.js';
import { ink } from './colours.js';
import { drawChart, evenChoice, NARROW, ofTrial, placeScale } from './plot.js';

/** Steps between the best and the worst of the smoothed errors. */
const LEVELS = 8;

/**
 * Contours of the validation error over two fields, smoothed; the stronger the colour, the better. Trials are given
 * best first, and `best` is drawn as a ring. Null where they have no two values of a field between them.
 */
export function surfaceChart(
  x: FieldAxis,
  y: FieldAxis,
  trials: readonly ReportTrial[],
  best: number,
): Html | null {
  const chosen = evenChoice(trials, ({ number }) => number === best);
  const { errors, side, points } = errorSurface(x, y, chosen);
  const levels = levelsOf(errors.filter((error) => !Number.isNaN(error)));
  if (levels.length < 2) return null;
  // Contours enclose what is greater, and it is the good that is to be enclosed.
  const values = errors.map((error) => -error);
  const thresholds = levels.map((level) => -level).toSorted((a, b) => a - b);
  return drawChart({
    ariaLabel: `smoothed validation error over ${x.field} and ${y.field}`,
    ...NARROW,
    marginLeft: 64,
    x: { ...placeScale(x), label: x.field },
    y: { ...placeScale(y), label: y.field },
    color: {
      type: 'ordinal',
      domain: thresholds,
      range: thresholds.map((_, index) => levelColour(index / (thresholds.length - 1))),
    },
    marks: [
      Plot.contour(values, {
        width: side,
        height: side,
        x1: 0,
        y1: 0,
        x2: 1,
        y2: 1,
        fill: Plot.identity,
        thresholds,
        stroke: ink.paper,
        strokeWidth: 0.6,
      }),
      Plot.dot(points, { ...place, r: points.length > 300 ? 1.4 : 2.4, fill: ink.text, fillOpacity: 0.55 }),
      Plot.dot(
        points.filter(({ trial }) => trial === best),
        { ...place, r: 6, stroke: ink.text, strokeWidth: 2 },
      ),
    ],
  });
}

const place = { x: 'x', y: 'y', ariaLabel: ({ trial }: SurfacePoint) => ofTrial(trial) };

const levelColour = (share: number): string =>
  `color-mix(in oklab, ${ink.best} ${Math.round(8 + 82 * share)}%, ${ink.paper})`;

/** Errors at which a step begins, even in share of the surface: from the worst to a little above the best. */
function levelsOf(errors: readonly number[]): number[] {
  const sorted = errors.toSorted((a, b) => b - a);
  const levels = Array.from(
    { length: LEVELS },
    (_, index) => sorted[Math.floor((index / LEVELS) * sorted.length)],
  );
  return [...new Set(levels.filter((level) => level !== undefined))];
}
