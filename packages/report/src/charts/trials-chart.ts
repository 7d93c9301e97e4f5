import * as Plot from '@observablehq/plot';
import type { ReportTrial } from '../report-trial.js';
import { errorAxis } from '../derive/error-axis.js';
import { errorPoints, runningBest } from '../derive/running-best.js';
import type { Html } from '../html.js';
import { ink } from './colours.js';
import { countScale, drawChart, errorScale, evenChoice, inPercent, NARROW, ofTrial } from './plot.js';

/** Validation error over the trials' numbers, with the best so far as a staircase. */
export function trialsChart(trials: readonly ReportTrial[]): Html {
  const points = errorPoints(trials);
  const best = runningBest(points);
  const steps = best.filter(
    ({ error }, index) => index === 0 || index === best.length - 1 || error < best[index - 1]!.error,
  );
  return drawChart({
    ariaLabel: 'validation error over trials, with the best so far',
    ...NARROW,
    x: countScale('trial', points[0]?.trial ?? 0, points.at(-1)?.trial ?? 0),
    y: errorScale(errorAxis(points.map(({ error }) => error))),
    marks: [
      Plot.dot(
        evenChoice(points, ({ error }) => error === best.at(-1)?.error),
        {
          x: 'trial',
          y: ({ error }) => inPercent(error),
          r: points.length > 300 ? 2.2 : 3.5,
          fill: ink.accent,
          fillOpacity: 0.55,
          ariaLabel: ({ trial }) => ofTrial(trial),
        },
      ),
      Plot.line(steps, {
        x: 'trial',
        y: ({ error }) => inPercent(error),
        curve: 'step-after',
        stroke: ink.best,
        strokeWidth: 2.2,
      }),
    ],
  });
}
