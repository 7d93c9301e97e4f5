import { percent } from '@ram-sweep/format';
import { errorAxis, html, type Html } from '@ram-sweep/report/parts';
import type { RunningBest } from '@ram-sweep/store/read';
import { areaOf, plot, round, type Area } from './plot.js';
import { countScale, errorScale, type Scale } from './scales.js';

/** How the best of one search fell, and its colour. */
interface BestLine {
  readonly name: string;
  readonly colour: string;
  readonly best: RunningBest;
}

const SIZE = { width: 480, height: 300 };

/**
 * The smallest validation error so far over the trials' numbers, a line a search. `trials`: as far as the axis goes.
 */
export function bestChart(lines: readonly BestLine[], trials: number): Html {
  const area = areaOf(SIZE, true);
  const last = lines.reduce((most, { best }) => Math.max(most, best.last), trials - 1);
  const x = countScale(0, Math.max(1, last), area);
  const y = errorScale(
    errorAxis(lines.flatMap(({ best }) => best.improvements.map(({ error }) => error))),
    area,
  );
  return plot({
    ...SIZE,
    label: 'smallest validation error so far over trials',
    x: { ticks: x.ticks, title: 'trial' },
    y,
    marks: [
      ...lines.map((line) => markOf(line, x, y)),
      ...(lines.length === 1 ? lines.map(({ best }) => newestError(best, { x, y, area })) : []),
    ],
  });
}

function markOf({ name, colour, best }: BestLine, x: Scale, y: Scale): Html {
  const newest = best.improvements.at(-1);
  if (newest === undefined) return html``;
  const dots = best.improvements.length <= MOST_DOTS ? best.improvements : [newest];
  return html`<path class="line" d="${stairs(best, x, y)}" style="stroke: ${colour}"
      ><title>${name}: ${percent(newest.error)}</title></path
    >
    ${dots.map(
      ({ trial, error }) =>
        html`<circle cx="${round(x.at(trial))}" cy="${round(y.at(error))}" r="3.5" style="fill: ${colour}"
          ><title>trial ${trial}: ${percent(error)}</title></circle
        >`,
    )}`;
}

/**
 * The number at the end of the line, where the line does not run: beside its end, or else below it, or else above it,
 * and there left of where the line came down.
 */
function newestError(
  { improvements, last }: RunningBest,
  { x, y, area }: { x: Scale; y: Scale; area: Area },
): Html {
  const newest = improvements.at(-1);
  if (newest === undefined) return html``;
  const [end, level, fell] = [x.at(last), y.at(newest.error), x.at(newest.trial)];
  const text = (at: number, height: number, anchor: 'start' | 'end'): Html =>
    html`<text class="strong" x="${round(at)}" y="${round(height)}" text-anchor="${anchor}"
      >${percent(newest.error)}</text
    >`;
  if (end + GAP + WIDTH <= area.right) return text(end + GAP, level + HALF_LETTER, 'start');
  if (level + ROOM <= area.bottom) return text(end, level + 19, 'end');
  return text(end - fell < WIDTH ? fell - GAP : end, level - 9, 'end');
}

/** Of the number, on a phone, where letters are larger than elsewhere. */
const WIDTH = 62;
const ROOM = 26;
const HALF_LETTER = 5;
const GAP = 9;

/** Improvements that each have a dot. */
const MOST_DOTS = 60;

/** Level until the next improvement, then down. */
function stairs({ improvements, last }: RunningBest, x: Scale, y: Scale): string {
  const steps = improvements.map(({ trial, error }, index) =>
    index === 0
      ? `M${round(x.at(trial))},${round(y.at(error))}`
      : `H${round(x.at(trial))}V${round(y.at(error))}`,
  );
  return `${steps.join('')}H${round(x.at(last))}`;
}
