import { html, type Html } from '@ram-sweep/report/parts';
import { SMALLEST_ERROR } from './error-ticks.js';

const SIZE = { width: 96, height: 20 };
const MOST_POINTS = 24;
const EDGE = 2;

/** Errors on a log scale as a small line without axes; nothing for fewer than two. */
export function sparkline(errors: readonly number[], label: string): Html | null {
  if (errors.length < 2) return null;
  const points = sample(errors).map((error) => Math.log(Math.max(error, SMALLEST_ERROR)));
  const low = Math.min(...points);
  const span = Math.max(...points) - low || 1;
  const placed = points.map((value, index) => {
    const x = EDGE + (index / (points.length - 1)) * (SIZE.width - 2 * EDGE);
    const y = SIZE.height - EDGE - ((value - low) / span) * (SIZE.height - 2 * EDGE);
    return `${tenths(x)},${tenths(y)}`;
  });
  return html`<svg class="spark" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${label}">
    <polyline points="${placed.join(' ')}" />
  </svg>`;
}

/** A line as small as this needs no more. */
const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Evenly spread, with the first and the last. */
function sample(values: readonly number[]): readonly number[] {
  if (values.length <= MOST_POINTS) return values;
  const stride = (values.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, index) => values[Math.round(index * stride)]!);
}
