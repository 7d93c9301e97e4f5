import type { Distribution, ParamValue, Params, SearchSpace } from '@ram-sweep/protocol';
import { conditionsOf, conditionValues, dependencyOrder } from './conditions.js';
import type { Values } from './values.js';

/** Values of one field after which the same later fields can still be drawn. */
interface Group {
  readonly size: number;
  at(rank: number): ParamValue;
  /** Bits of the later fields that are not drawn once this field has one of these values. */
  readonly rulesOut: bigint;
}

interface Slot {
  readonly field: string;
  readonly groups: readonly Group[];
  /** Bits of the later fields that are not drawn if this one is not. */
  readonly absentRulesOut: bigint;
}

/**
 * Every combination of the values that fields can take, each once: a field takes part only if its conditions hold.
 * None is stored. What later fields depend on is which of them can still be drawn, one bit for each, so counting
 * walks over the fields and those bits rather than over the combinations.
 */
export class Combinations {
  readonly #slots: readonly Slot[];
  readonly #start: bigint;
  readonly #counts: readonly Map<bigint, number>[];

  /** Throws a RangeError if the conditions form a cycle. */
  constructor(space: SearchSpace, fixed: Partial<Params>, valuesOf: (distribution: Distribution) => Values) {
    const { order } = dependencyOrder(space);
    if (order.length < Object.keys(space).length)
      throw new RangeError('the conditions of the search space form a cycle');
    const fields = order.map((field) => [field, space[field]!] as const);
    this.#slots = fields.map(([field, distribution], index) =>
      slotOf(field, valuesOf(distribution), fields, index, fixed[field]),
    );
    this.#start = bits(fields, ([, distribution]) => holdsByFixed(distribution, space, fixed));
    this.#counts = this.#slots.map(() => new Map());
  }

  /** How many there are; rounded from 2⁵³ on. */
  get count(): number {
    return this.#count(0, this.#start);
  }

  /** One of them by its rank from 0. Ranks are exact where `count` is at most 2⁵³. */
  at(rank: number): Params {
    const params: Record<string, ParamValue> = {};
    let [open, left] = [this.#start, rank];
    for (const [index, { field, groups, absentRulesOut }] of this.#slots.entries()) {
      if (!isSet(open, index)) {
        open &= ~absentRulesOut;
        continue;
      }
      for (const group of groups) {
        const each = this.#count(index + 1, open & ~group.rulesOut);
        if (left >= group.size * each) {
          left -= group.size * each;
          continue;
        }
        params[field] = group.at(Math.floor(left / each));
        left %= each;
        open &= ~group.rulesOut;
        break;
      }
    }
    return Object.freeze(params);
  }

  #count(index: number, open: bigint): number {
    const slot = this.#slots[index];
    if (slot === undefined) return 1;
    const known = this.#counts[index]!.get(open);
    if (known !== undefined) return known;
    const count = isSet(open, index)
      ? slot.groups.reduce(
          (sum, { size, rulesOut }) => sum + size * this.#count(index + 1, open & ~rulesOut),
          0,
        )
      : this.#count(index + 1, open & ~slot.absentRulesOut);
    this.#counts[index]!.set(open, count);
    return count;
  }
}

type Field = readonly [string, Distribution];

const isSet = (mask: bigint, index: number): boolean => ((mask >> BigInt(index)) & 1n) === 1n;

function bits(fields: readonly Field[], holds: (field: Field, index: number) => boolean): bigint {
  return fields.reduce(
    (mask, field, index) => (holds(field, index) ? mask | (1n << BigInt(index)) : mask),
    0n,
  );
}

/** Whether the conditions on fields that are not searched hold. */
const holdsByFixed = (distribution: Distribution, space: SearchSpace, fixed: Partial<Params>): boolean =>
  conditionsOf(distribution).every(
    ([other, wanted]) => Object.hasOwn(space, other) || isWanted(wanted, fixed[other]),
  );

const isWanted = (wanted: ParamValue | readonly ParamValue[], value: ParamValue | undefined): boolean =>
  value !== undefined && conditionValues(wanted).includes(value);

function slotOf(
  field: string,
  values: Values,
  fields: readonly Field[],
  index: number,
  fixed: ParamValue | undefined,
): Slot {
  // A field that has been passed no longer matters: its own bit is cleared too, so that fewer states differ.
  const rulesOut = (value: ParamValue | undefined): bigint =>
    bits(
      fields,
      ([, distribution], other) =>
        other === index ||
        conditionsOf(distribution).some(([on, wanted]) => on === field && !isWanted(wanted, value)),
    );
  const named = mentioned(field, values, fields);
  const single = named.map((rank): Group => {
    const value = values.at(rank);
    return { size: 1, at: () => value, rulesOut: rulesOut(value) };
  });
  const others: Group = {
    size: values.size - named.length,
    at: (rank) => values.at(skipping(rank, named)),
    rulesOut: rulesOut(undefined),
  };
  const groups = [...single, others].filter(({ size }) => size > 0);
  return { field, groups, absentRulesOut: rulesOut(fixed) };
}

/** Ranks of the values that conditions name, smallest first. */
function mentioned(field: string, values: Values, fields: readonly Field[]): number[] {
  const wanted = fields.flatMap(([, distribution]) =>
    conditionsOf(distribution).flatMap(([on, held]) => (on === field ? conditionValues(held) : [])),
  );
  const ranks = wanted.map((value) => values.rankOf(value)).filter((rank) => rank >= 0);
  return [...new Set(ranks)].toSorted((one, other) => one - other);
}

/** The rank among all values of one that is counted without those of `named`. */
const skipping = (rank: number, named: readonly number[]): number =>
  named.reduce((at, skipped) => (skipped <= at ? at + 1 : at), rank);
