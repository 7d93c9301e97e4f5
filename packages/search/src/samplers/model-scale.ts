import type { Distribution, ParamValue } from '@ram-sweep/protocol';

/** A field without a choice to make: it has one value. */
export const isSingle = (distribution: Distribution): boolean =>
  distribution.distribution === 'categorical'
    ? distribution.choices.length === 1
    : distribution.low === distribution.high;

/**
 * A value as the number by which models compare it: its logarithm if that is uniform, its place in the list of
 * choices. Undefined for a value outside of the distribution, as an earlier study may have.
 */
export function toModelScale(distribution: Distribution, value: ParamValue | undefined): number | undefined {
  if (distribution.distribution === 'categorical') {
    const place = distribution.choices.indexOf(value as ParamValue);
    return place < 0 ? undefined : place;
  }
  if (typeof value !== 'number' || value < distribution.low || value > distribution.high) return undefined;
  return distribution.distribution === 'log-uniform' ? Math.log(value) : value;
}

/** The value that a number on the model's scale stands for. */
export function fromModelScale(distribution: Distribution, number: number): ParamValue {
  if (distribution.distribution === 'categorical') return distribution.choices[number]!;
  if (distribution.distribution !== 'log-uniform') return number;
  // exp(log(x)) may miss x by a rounding.
  return Math.min(Math.max(Math.exp(number), distribution.low), distribution.high);
}
