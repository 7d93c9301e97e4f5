import type { ErrorAxis } from '@ram-sweep/report/parts';
import type { ErrorTicks } from './error-ticks.js';
import type { Area, Tick } from './plot.js';

/** Where a value lies along an axis, in units of the drawing, and what is written beside it. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
}

const percentText = (share: number): string => `${Number((share * 100).toPrecision(3))}%`;

/** Errors as shares, upwards, on the report's axis. */
export function errorScale({ type, domain: [low, high], ticks }: ErrorAxis, { top, bottom }: Area): Scale {
  const scale =
    type === 'log' ? (value: number) => Math.log(Math.max(value, 1e-3)) : (value: number) => value;
  const span = scale(high) - scale(low) || 1;
  const at = (share: number): number => bottom - ((scale(100 * share) - scale(low)) / span) * (bottom - top);
  return { at, ticks: ticks.map((tick) => ({ at: at(tick / 100), text: percentText(tick / 100) })) };
}

/** Errors as shares, upwards, always on a log axis; what is beyond an end is drawn there. */
export function logErrorScale({ low, high, ticks }: ErrorTicks, { top, bottom }: Area): Scale {
  const span = Math.log(high / low) || 1;
  const at = (share: number): number => {
    const within = Math.min(high, Math.max(low, share));
    return bottom - (Math.log(within / low) / span) * (bottom - top);
  };
  return { at, ticks: ticks.map((tick) => ({ at: at(tick), text: percentText(tick) })) };
}

/** The most ticks of an axis that counts: they are not to touch on a phone. */
const MOST_TICKS = 5;
const STEPS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap((power) => [power, 2 * power, 5 * power]);

/** Whole numbers from left to right, such as trials or epochs. */
export function countScale(first: number, last: number, { left, right }: Area): Scale {
  const span = last - first;
  const at = (value: number): number =>
    span === 0 ? (left + right) / 2 : left + ((value - first) / span) * (right - left);
  const step = STEPS.find((each) => span / each <= MOST_TICKS) ?? (span || 1);
  const from = Math.ceil(first / step) * step;
  const count = Math.max(0, Math.floor((last - from) / step) + 1);
  const ticks = Array.from({ length: count }, (_, index) => from + index * step);
  // An axis of epochs begins with the first.
  const withFirst = first === 1 && step > 1 ? [1, ...ticks.filter((tick) => tick - 1 > step / 2)] : ticks;
  return { at, ticks: withFirst.map((tick) => ({ at: at(tick), text: tick.toLocaleString('en') })) };
}
