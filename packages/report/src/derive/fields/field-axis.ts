import { shortNumber, shortValue } from '@ram-sweep/format';
import type { Distribution, Params, ParamValue } from '@ram-sweep/protocol';

/** Where a searched field's values lie between its bounds, and what stands beside the axis. */
export interface FieldAxis {
  readonly field: string;
  readonly kind: 'continuous' | 'log' | 'discrete';
  /** Whether neighbours on the axis are alike; not so for choices. */
  readonly isOrdered: boolean;
  /** Place of a value in [0, 1]; null for a value that the distribution cannot give. */
  place(value: ParamValue): number | null;
  readonly ticks: readonly FieldTick[];
  /** How many values a discrete field can take; Infinity for others. */
  readonly valueCount: number;
}

export interface FieldTick {
  readonly place: number;
  readonly text: string;
}

/** The most values that are told apart on a discrete axis by a tick each. */
const MOST_TICKS = 9;

/** An integer field of more values than this is drawn like a continuous one. */
const MOST_VALUES = 50;

/**
 * The axis of one field: logarithmic where its distribution is, a place a value for choices and integers of few values.
 */
export function fieldAxis(field: string, distribution: Distribution): FieldAxis {
  if (distribution.distribution === 'categorical') return discreteAxis(field, distribution.choices, false);
  const { low, high } = distribution;
  if (distribution.distribution === 'integer' && high - low < MOST_VALUES) {
    const values = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    return discreteAxis(field, values, true);
  }
  return distribution.distribution === 'log-uniform'
    ? continuousAxis(field, { low, high }, 'log', Math.log, logTicks)
    : continuousAxis(field, { low, high }, 'continuous', (value) => value, linearTicks);
}

/** The value that a trial has for a field; undefined where a condition left the field out. */
export const paramOf = (params: Params, field: string): ParamValue | undefined => params[field];

interface Bounds {
  readonly low: number;
  readonly high: number;
}

function continuousAxis(
  field: string,
  { low, high }: Bounds,
  kind: 'continuous' | 'log',
  scale: (value: number) => number,
  ticks: (bounds: Bounds) => number[],
): FieldAxis {
  const width = scale(high) - scale(low);
  const place = (value: ParamValue): number | null => {
    if (typeof value !== 'number' || value < low || value > high) return null;
    return width === 0 ? 0.5 : (scale(value) - scale(low)) / width;
  };
  const texts = ticks({ low, high }).map((value) => ({ place: place(value) ?? 0, text: shortNumber(value) }));
  return { field, kind, isOrdered: true, place, ticks: texts, valueCount: Infinity };
}

/** Values take the middles of equal cells, so that the first and the last are not squeezed against the edge. */
function discreteAxis(field: string, values: readonly ParamValue[], isOrdered: boolean): FieldAxis {
  const place = (value: ParamValue): number | null => {
    const index = values.indexOf(value);
    return index < 0 ? null : (index + 0.5) / values.length;
  };
  const every = Math.ceil(values.length / MOST_TICKS);
  const ticks = values
    .filter((_, index) => index % every === 0)
    .map((value) => ({ place: place(value) ?? 0, text: shortValue(value) }));
  return { field, kind: 'discrete', isOrdered, place, ticks, valueCount: values.length };
}

/**
 * Round numbers within the bounds, fewer of each power of ten where there are more powers; the bounds if that is none.
 */
function logTicks({ low, high }: Bounds): number[] {
  const decades = Math.log10(high / low);
  const factors = decades < 1.2 ? [1, 2, 5] : decades < 2.5 ? [1, 3] : [1];
  const first = Math.floor(Math.log10(low));
  const ticks = Array.from({ length: Math.ceil(decades) + 2 }, (_, index) => first + index)
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((value) => value >= low && value <= high);
  return ticks.length >= 2 ? ticks : [low, high];
}

/** Multiples of a round step, three to six of them; the one value where the bounds are the same. */
function linearTicks({ low, high }: Bounds): number[] {
  if (low === high) return [low];
  const power = 10 ** Math.floor(Math.log10((high - low) / 3));
  const step = power * ([5, 2].find((factor) => 3 * factor * power <= high - low) ?? 1);
  const from = Math.ceil(low / step);
  const count = Math.floor(high / step) - from + 1;
  return Array.from({ length: count }, (_, index) => Number(((from + index) * step).toPrecision(12)));
}
