import type { Params } from '@ram-sweep/protocol';
import type { MeanInterval } from '@ram-sweep/search';
import { valueText } from '../derive/field-axis.js';

/** A share as people read an error: 0.0123 → `1.23 %`. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(share * 100).toFixed(2)} %`;

/** A mean with its 95 % interval: `1.23 ± 0.15 %`; without one for a single value. */
export function interval({ mean, halfWidth }: MeanInterval): string {
  return halfWidth === null
    ? percent(mean)
    : `${(mean * 100).toFixed(2)} ± ${(halfWidth * 100).toFixed(2)} %`;
}

/** Seconds in the unit that suits them: `42 s`, `12 min`, `3.4 h`, `128 h`. */
export function timeSpan(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  const hours = seconds / 3600;
  return `${hours < 10 ? hours.toFixed(1) : Math.round(hours)} h`;
}

export const paramsText = (params: Params, fields: readonly string[]): string =>
  fields
    .flatMap((field) => {
      const value = params[field];
      return value === undefined ? [] : [`${field} ${valueText(value)}`];
    })
    .join(', ');

/** `1 trial`, `2 trials`. */
export const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
