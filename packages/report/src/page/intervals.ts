import { counted, interval } from '@ram-sweep/format';
import type { ErrorAxis } from '../derive/error-axis.js';
import { errorAxis } from '../derive/error-axis.js';
import { html, type Html } from '../html.js';

/** A mean with its interval, on one axis with others. */
export interface IntervalRow {
  readonly label: string;
  readonly note: string;
  /** A colour of the page. */
  readonly colour: string;
  /** Shares in [0, 1]. */
  readonly mean: number;
  readonly halfWidth: number | null;
  /** Trainings that it is the mean of; null where it is somebody else's number. */
  readonly count: number | null;
}

/** Means as dots and 95% intervals as bars, one below the other, with the numbers beside them. */
export function intervalPlot(rows: readonly IntervalRow[], label: string): Html {
  const axis = errorAxis(boundsOf(rows));
  return html`<ul class="intervals" aria-label="${label}">
    ${rows.map((row) => intervalRow(row, axis))}
    <li class="axis" aria-hidden="true">
      <span class="track"
        >${axis.ticks.map((tick) => html`<i style="left: ${place(axis, tick)}%">${tickText(tick)}</i>`)}</span
      >
    </li>
  </ul>`;
}

function intervalRow(row: IntervalRow, axis: ErrorAxis): Html {
  const { label, note, colour, mean, halfWidth, count } = row;
  const [low, high] = [mean - (halfWidth ?? 0), mean + (halfWidth ?? 0)].map((end) => place(axis, end * 100));
  const isCut = (mean - (halfWidth ?? 0)) * 100 < axis.domain[0];
  const seeds = count === null ? '' : counted(count, 'seed');
  return html`<li style="--own: ${colour}">
    <span class="what"><b>${label}</b> <span class="note">${note}</span></span>
    <span class="value">${interval(row)}<span class="note"> ${seeds}</span></span>
    <span class="track" aria-hidden="true">
      ${axis.ticks.map((tick) => html`<s style="left: ${place(axis, tick)}%"></s>`)}
      ${halfWidth === null ? null : html`<u class="${isCut ? 'cut' : ''}" style="left: ${low!}%; right: ${round(100 - high!)}%"></u>`}
      <em class="${count === null ? 'other' : ''}" style="left: ${place(axis, mean * 100)}%"></em>
    </span>
  </li>`;
}

/** How far below the smallest mean the axis goes for an interval that reaches further. */
const MOST_BELOW = 3;

/**
 * What the axis is to hold: all means and the ends of their intervals. An interval that reaches close to 0, or below,
 * would take most of a log axis, and is cut.
 */
function boundsOf(rows: readonly IntervalRow[]): number[] {
  const least = rows.reduce((smallest, { mean }) => Math.min(smallest, mean), 1) / MOST_BELOW;
  return rows.flatMap(({ mean, halfWidth }) => [
    mean,
    Math.max(least, mean - (halfWidth ?? 0)),
    Math.min(1, mean + (halfWidth ?? 0)),
  ]);
}

/** Percent of the axis, from its beginning; what lies beyond an end is at the end. */
function place({ type, domain: [low, high] }: ErrorAxis, percent: number): number {
  const scale = type === 'log' ? Math.log : (value: number) => value;
  const at = Math.min(high, Math.max(low, percent));
  return round((100 * (scale(at) - scale(low))) / (scale(high) - scale(low)));
}

const round = (value: number): number => Math.round(value * 100) / 100;

const tickText = (tick: number): string => `${Number(tick.toPrecision(3))}%`;
