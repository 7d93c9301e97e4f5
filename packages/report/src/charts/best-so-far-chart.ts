import * as Plot from '@observablehq/plot';
import type { SpentPoint } from '../derive/best-so-far.js';
import { errorAxis } from '../derive/error-axis.js';
import type { Html } from '../html.js';
import { countScale, drawChart, errorScale, inPercent, NARROW } from './plot.js';

/** A search and its colour. */
export interface SearchLine {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly SpentPoint[];
}

/** The best so far of several searches over the epochs that they spent. */
export function bestSoFarChart(lines: readonly SearchLine[]): Html {
  const points = lines.flatMap(({ points: own }) => own);
  const last = points.reduce((most, { epochs }) => Math.max(most, epochs), 1);
  return drawChart({
    ariaLabel: 'smallest validation error over epochs of training, a line a study',
    ...NARROW,
    x: countScale('epochs of training', 0, last),
    y: errorScale(errorAxis(points.map(({ error }) => error))),
    marks: lines.map(({ colour, points: own }) =>
      Plot.line(own, {
        x: 'epochs',
        y: ({ error }: SpentPoint) => inPercent(error),
        curve: 'step-after',
        stroke: colour,
        strokeWidth: 2.2,
      }),
    ),
  });
}
