import * as Plot from '@observablehq/plot';
import { magnitude } from '@ram-sweep/format';
import { costFront, type CostPoint } from '../derive/cost-points.js';
import { errorAxis } from '../derive/error-axis.js';
import type { Html } from '../html.js';
import { ink } from './colours.js';
import { drawChart, errorScale, evenChoice, inPercent, NARROW, ofTrial } from './plot.js';

/** Validation error against multiply-adds of one image, and the front. Points are given best first. */
export function costChart(points: readonly CostPoint[], best: number): Html {
  const front = costFront(points);
  const isFront = new Set(front.map(({ trial }) => trial));
  const rest = evenChoice(
    points.filter(({ trial }) => !isFront.has(trial)),
    ({ trial }) => trial === best,
  );
  const channels = {
    x: 'cost',
    y: ({ error }: CostPoint) => inPercent(error),
    ariaLabel: ({ trial }: CostPoint) => ofTrial(trial),
  };
  return drawChart({
    ariaLabel: 'validation error against multiply-adds of one image, with the front',
    ...NARROW,
    x: costScale(points),
    y: errorScale(errorAxis(points.map(({ error }) => error))),
    marks: [
      Plot.dot(rest, { ...channels, r: rest.length > 300 ? 2 : 3.2, fill: ink.accent, fillOpacity: 0.45 }),
      Plot.line(front, {
        x: 'cost',
        y: ({ error }: CostPoint) => inPercent(error),
        curve: 'step-after',
        stroke: ink.best,
        strokeWidth: 1.6,
      }),
      Plot.dot(front, { ...channels, r: 4.2, fill: ink.best }),
    ],
  });
}

/** Logarithmic, with four or five round ticks. */
function costScale(points: readonly CostPoint[]): Plot.ScaleOptions {
  const costs = points.map(({ cost }) => cost);
  const low = costs.reduce((least, cost) => Math.min(least, cost), Infinity);
  const high = costs.reduce((most, cost) => Math.max(most, cost), 0);
  const ticks = roundNumbers(low, high);
  return {
    type: 'log',
    domain: [low / 1.1, high * 1.1],
    ticks: ticks.length > 0 ? ticks : [low],
    tickFormat: magnitude,
    label: 'multiply-adds of one image',
  };
}

function roundNumbers(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  const factors = decades < 1 ? [1, 1.5, 2, 3, 5, 7] : decades < 2.5 ? [1, 2, 5] : [1];
  const first = Math.floor(Math.log10(low));
  return Array.from({ length: Math.ceil(decades) + 2 }, (_, index) => 10 ** (first + index))
    .flatMap((power) => factors.map((factor) => factor * power))
    .filter((value) => value >= low / 1.05 && value <= high * 1.05);
}
