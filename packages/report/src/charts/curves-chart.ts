import * as Plot from '@observablehq/plot';
import type { ReportTrial } from '../report-trial.js';
import { errorAxis } from '../derive/error-axis.js';
import type { Html } from '../html.js';
import { ink } from './colours.js';
import {
  countScale,
  drawChart,
  errorScale,
  evenChoice,
  inPercent,
  lineOpacity,
  MOST_MARKS,
  ofTrial,
  NARROW,
} from './plot.js';

interface CurvePoint {
  readonly trial: number;
  readonly epoch: number;
  readonly error: number;
}

/** The most points that a single curve is drawn with. */
const MOST_POINTS = 120;

/** Points of all curves that one chart draws, about: a megabyte of SVG. */
const MOST_CHART_POINTS = 40_000;

/** Validation error over epochs, a line a trial; `highlighted` stands out. Trials are given best first. */
export function curvesChart(trials: readonly ReportTrial[], highlighted: number): Html {
  const drawn = evenChoice(
    trials.filter(({ curve }) => curve.length > 0),
    ({ number }) => number === highlighted,
    Math.min(MOST_MARKS, curvesThatFit(trials)),
  );
  const points = drawn.toReversed().flatMap(curvePoints);
  return drawChart({
    ariaLabel: 'validation error over epochs, a line a trial',
    ...NARROW,
    x: countScale('epoch', 1, longest(drawn)),
    y: errorScale(errorAxis(points.map(({ error }) => error))),
    marks: [
      curves(
        points.filter(({ trial }) => trial !== highlighted),
        { stroke: ink.accent, strokeWidth: 1.1, strokeOpacity: lineOpacity(drawn.length) / 2 },
      ),
      curves(
        points.filter(({ trial }) => trial === highlighted),
        { stroke: ink.best, strokeWidth: 2.2 },
      ),
      Plot.dot(drawn.filter(({ curve }) => curve.length === 1).flatMap(curvePoints), {
        x: 'epoch',
        y: ({ error }) => inPercent(error),
        r: 2,
        fill: ink.accent,
        fillOpacity: 0.5,
      }),
    ],
  });
}

function curves(points: readonly CurvePoint[], style: Plot.LineOptions): Plot.Line {
  return Plot.line(points, {
    x: 'epoch',
    y: ({ error }) => inPercent(error),
    z: 'trial',
    ariaLabel: ({ trial }) => ofTrial(trial),
    ...style,
  });
}

function curvesThatFit(trials: readonly ReportTrial[]): number {
  return Math.floor(MOST_CHART_POINTS / Math.min(longest(trials), MOST_POINTS));
}

const longest = (trials: readonly ReportTrial[]): number =>
  trials.reduce((most, { curve }) => Math.max(most, curve.length), 1);

/** A curve's points, the last included; long ones are thinned evenly. */
function curvePoints({ number: trial, curve }: ReportTrial): CurvePoint[] {
  const every = Math.ceil(curve.length / MOST_POINTS);
  return curve
    .map((error, index) => ({ trial, epoch: index + 1, error }))
    .filter(({ epoch }) => (epoch - 1) % every === 0 || epoch === curve.length);
}
