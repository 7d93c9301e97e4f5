import type { Params } from '@ram-sweep/protocol';

/** A text that two params share if, and only if, they are the same, in any order of their fields. */
export const paramsKey = (params: Params): string =>
  JSON.stringify(Object.entries(params).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** Whether two params have the same fields with the same values. */
export function sameParams(one: Params, other: Params): boolean {
  const fields = Object.keys(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every((field) => Object.hasOwn(other, field) && one[field] === other[field])
  );
}
