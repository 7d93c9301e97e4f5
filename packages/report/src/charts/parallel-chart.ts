import * as Plot from '@observablehq/plot';
import type { ReportTrial } from '../report-trial.js';
import type { FieldAxis } from '../derive/fields/field-axis.js';
import { parallelLines, type ParallelPoint } from '../derive/fields/parallel-lines.js';
import type { ErrorAxis } from '../derive/error-axis.js';
import type { Html } from '../html.js';
import { ink } from './colours.js';
import { drawChart, evenChoice, lineOpacity, ofTrial } from './plot.js';

/**
 * Parallel coordinates (Inselberg 1985): an axis for each searched field and one for the validation error, a line a
 * trial; the better the trial the stronger its line. Trials are given best first.
 */
export function parallelChart(
  axes: readonly FieldAxis[],
  errors: ErrorAxis,
  trials: readonly ReportTrial[],
  best: number,
): Html {
  const lines = parallelLines(
    axes,
    errors,
    evenChoice(trials, ({ number }) => number === best),
  );
  const points = lines.points.toReversed();
  return drawChart({
    ariaLabel: 'parallel coordinates of all searched fields and the validation error',
    width: 1080,
    height: 380,
    marginTop: 50,
    marginBottom: 24,
    marginLeft: 60,
    marginRight: 70,
    x: { type: 'point', domain: lines.axes.map(({ title }) => title), axis: null, padding: 0 },
    y: { domain: [0, 1], axis: null },
    marks: [
      linesOf(
        points.filter(({ trial }) => trial !== best),
        lines.strength,
      ),
      Plot.ruleX(lines.axes, { x: 'title', stroke: ink.quiet, strokeOpacity: 0.7 }),
      linesOf(
        points.filter(({ trial }) => trial === best),
        null,
      ),
      tickTexts(lines.axes),
      titleTexts(lines.axes, 0),
      titleTexts(lines.axes, 1),
    ],
  });
}

/** Strength in [0, 1] by trial makes the colour; without it a line is the best one. */
function linesOf(points: readonly ParallelPoint[], strength: ReadonlyMap<number, number> | null): Plot.Line {
  return Plot.line(points, {
    x: 'axis',
    y: 'place',
    z: 'trial',
    curve: 'bump-x',
    ariaLabel: ({ trial }) => ofTrial(trial),
    ...(strength
      ? {
          stroke: ({ trial }: ParallelPoint) => strengthColour(strength.get(trial) ?? 0),
          strokeWidth: 1.2,
          strokeOpacity: lineOpacity(strength.size),
        }
      : { stroke: ink.best, strokeWidth: 2.6 }),
  });
}

const strengthColour = (strength: number): string =>
  `color-mix(in oklab, ${ink.accent} ${Math.round(strength ** STRENGTH_POWER * 100)}%, ${ink.faint})`;

/** Above 1, so that the better trials stand out of the crowd. */
const STRENGTH_POWER = 2.5;

type Axes = ReturnType<typeof parallelLines>['axes'];

function tickTexts(axes: Axes): Plot.Text {
  const texts = axes.flatMap(({ title, ticks }) => ticks.map((tick) => ({ title, ...tick })));
  return Plot.text(texts, {
    x: 'title',
    y: 'place',
    text: 'text',
    dx: 6,
    textAnchor: 'start',
    fill: ink.quiet,
    stroke: ink.paper,
    strokeWidth: 4,
  });
}

/** Above so many axes their titles stand on two lines in turn, as they would run into one another. */
const ONE_LINE = 9;

function titleTexts(axes: Axes, line: 0 | 1): Plot.Text {
  const inTurn = axes.length > ONE_LINE;
  const own = axes.filter((_, index) => (inTurn ? index % 2 === line : line === 0));
  return Plot.text(own, {
    x: 'title',
    y: 1,
    text: 'title',
    dy: -20 - 15 * line,
    fill: ink.text,
    fontWeight: 600,
  });
}
