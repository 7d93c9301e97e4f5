import type { Distribution, Params, ParamValue } from '@ram-sweep/protocol';

/** Where a searched field's values lie between its bounds, and what stands beside the axis. */
export interface FieldAxis {
  readonly field: string;
  readonly kind: 'continuous' | 'log' | 'discrete';
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

/** The axis of one field: logarithmic where its distribution is, a place a value for choices and integers of few values. */
export function fieldAxis(field: string, distribution: Distribution): FieldAxis {
  if (distribution.distribution === 'categorical') return discreteAxis(field, distribution.choices);
  const { low, high } = distribution;
  if (distribution.distribution === 'integer' && high - low < MOST_VALUES) {
    const values = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    return discreteAxis(field, values);
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
  const texts = ticks({ low, high }).map((value) => ({ place: place(value) ?? 0, text: numberText(value) }));
  return { field, kind, place, ticks: texts, valueCount: Infinity };
}

/** Values take the middles of equal cells, so that the first and the last are not squeezed against the edge. */
function discreteAxis(field: string, values: readonly ParamValue[]): FieldAxis {
  const place = (value: ParamValue): number | null => {
    const index = values.indexOf(value);
    return index < 0 ? null : (index + 0.5) / values.length;
  };
  const every = Math.ceil(values.length / MOST_TICKS);
  const ticks = values
    .filter((_, index) => index % every === 0)
    .map((value) => ({ place: place(value) ?? 0, text: valueText(value) }));
  return { field, kind: 'discrete', place, ticks, valueCount: values.length };
}

/** 1, 2 and 5 times the powers of ten within the bounds; the bounds themselves where those are fewer than two. */
function logTicks({ low, high }: Bounds): number[] {
  const powers: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += 1) powers.push(power);
  const factors = powers.length > 3 ? [1] : [1, 2, 5];
  const ticks = powers
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((value) => value >= low && value <= high);
  return ticks.length >= 2 ? ticks : [low, high];
}

function linearTicks({ low, high }: Bounds): number[] {
  return low === high ? [low] : [0, 1, 2, 3, 4].map((quarter) => low + ((high - low) * quarter) / 4);
}

/** A param as people read it: three digits for numbers that are not whole. */
export function valueText(value: ParamValue): string {
  return typeof value === 'number' ? numberText(value) : String(value);
}

const numberText = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
