import type { Distribution, StudySpec } from '@ram-sweep/protocol';
import { conditionsOf, conditionValues } from '../../space/conditions.js';
import { fieldsInOrder } from '../draws/draw-fields.js';

/** Fields that are drawn together, all or none, because their conditions are the same. In order of name. */
export type Group = readonly (readonly [field: string, distribution: Distribution])[];

/**
 * The fields of a space by condition, each group after those that its condition names: where every trial has all fields
 * of a group or none, one joint density can be fitted to each. Depends on names, not on the order of a file's lines.
 */
export function groupsOf(space: StudySpec['space']): Group[] {
  const groups = new Map<string, (readonly [string, Distribution])[]>();
  for (const field of fieldsInOrder(space)) {
    const key = conditionKey(field[1]);
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups.values()].map((group) => group.toSorted(byName));
}

const conditionKey = (distribution: Distribution): string =>
  JSON.stringify(
    conditionsOf(distribution)
      .map(
        ([field, wanted]) =>
          [
            field,
            conditionValues(wanted)
              .map((value) => JSON.stringify(value))
              .toSorted(),
          ] as const,
      )
      .toSorted(byName),
  );

const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number =>
  a < b ? -1 : a > b ? 1 : 0;
