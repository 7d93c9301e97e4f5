import * as Plot from '@observablehq/plot';
import { errorAxis } from '../derive/error-axis.js';
import type { Html } from '../html.js';
import type { RepeatResult } from '@ram-sweep/results';
import { ink, kindColour } from './colours.js';
import { countScale, drawChart, errorScale, inPercent, NARROW, ofTrial } from './plot.js';

interface RepeatPoint {
  readonly trial: number;
  readonly epoch: number;
  readonly error: number;
  readonly colour: string;
}

/** Colours of the finalists, best first. */
const FINALIST_COLOURS = [ink.best, ink.accent];

/** Of further finalists. */
const FURTHER = `color-mix(in oklab, ${ink.accent} 45%, ${ink.faint})`;

/** A finalist's by its place; a control's by its policy. */
export function groupColour(groups: readonly RepeatResult[], index: number): string {
  const group = groups[index];
  if (group?.phase === 'control') return kindColour[group.policy === 'frozen' ? 'frozen' : 'random'];
  return FINALIST_COLOURS[index] ?? FURTHER;
}

/** Validation error over epochs of finalists and controls, a line a training, a colour a config. */
export function repeatsChart(groups: readonly RepeatResult[]): Html {
  const points = groups.flatMap(({ trials }, index) =>
    trials.flatMap(({ number: trial, curve }) =>
      curve.map((error, epoch) => ({ trial, epoch: epoch + 1, error, colour: groupColour(groups, index) })),
    ),
  );
  return drawChart({
    ariaLabel: 'validation error over epochs of finalists and controls',
    ...NARROW,
    x: countScale(
      'epoch',
      1,
      points.reduce((most, { epoch }) => Math.max(most, epoch), 1),
    ),
    y: errorScale(errorAxis(points.map(({ error }) => error))),
    marks: [
      Plot.line(points, {
        x: 'epoch',
        y: ({ error }: RepeatPoint) => inPercent(error),
        z: 'trial',
        stroke: 'colour',
        strokeWidth: 1.6,
        strokeOpacity: 0.85,
        ariaLabel: ({ trial }: RepeatPoint) => ofTrial(trial),
      }),
    ],
  });
}
