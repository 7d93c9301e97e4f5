import type { Distribution, Params, ParamValue, SearchSpace } from '@ram-sweep/protocol';

type Space = Readonly<Record<string, Distribution | undefined>>;

/** The conditions of one field, as pairs of another field and the values it must have. */
export const conditionsOf = ({ when }: Distribution): [string, ParamValue | readonly ParamValue[]][] =>
  Object.entries(when ?? {});

/** A condition names one value or a list of them. */
export const conditionValues = (wanted: ParamValue | readonly ParamValue[]): readonly ParamValue[] =>
  Array.isArray(wanted) ? (wanted as readonly ParamValue[]) : [wanted as ParamValue];

/**
 * Whether all conditions of a field hold, given what was drawn before it and what is fixed. A field that is at its
 * default because it was not drawn satisfies no condition: fields that depend on it are not drawn either.
 */
export function conditionsHold(distribution: Distribution, drawn: Params, fixed: Partial<Params>): boolean {
  return conditionsOf(distribution).every(([field, wanted]) => {
    const value = Object.hasOwn(drawn, field) ? drawn[field] : fixed[field];
    return value !== undefined && conditionValues(wanted).includes(value);
  });
}

/**
 * Fields in an order in which each comes after those that its conditions name. Fields that depend on one another or
 * on themselves have no order and are left out; `cyclic` has those that form cycles.
 */
export function dependencyOrder(space: SearchSpace | Space): {
  order: string[];
  cyclic: ReadonlySet<string>;
} {
  const order: string[] = [];
  const waiting = new Set(Object.keys(space));
  for (;;) {
    const ready = [...waiting].filter((field) => waitsFor(space[field], waiting).length === 0);
    if (ready.length === 0) return { order, cyclic: circle(space, waiting) };
    order.push(...ready);
    for (const field of ready) waiting.delete(field);
  }
}

const waitsFor = (distribution: Distribution | undefined, waiting: ReadonlySet<string>): string[] =>
  distribution === undefined
    ? []
    : conditionsOf(distribution).flatMap(([field]) => (waiting.has(field) ? [field] : []));

/** Of the remaining fields, those that others depend on in turn; the rest only depend on a cycle or on themselves. */
function circle(space: Space, left: ReadonlySet<string>): ReadonlySet<string> {
  const members = new Set(
    [...left].flatMap((field) => waitsFor(space[field], left).filter((other) => other !== field)),
  );
  return members.size === left.size ? members : circle(space, members);
}
