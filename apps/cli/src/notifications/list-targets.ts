import { describeTarget, type NamedTarget } from '@ram-sweep/notify/settings';
import type { NotificationTargetRow } from '@ram-sweep/store/read';

/** A target, and how its notifications have fared in all studies together. */
export interface ListedTarget {
  readonly target: string;
  readonly where: string;
  readonly on: readonly string[];
  readonly delivered: number;
  readonly waiting: number;
  readonly givenUp: number;
}

/** The targets that are set here, then others for which something waits. */
export function listTargets(
  targets: readonly NamedTarget[],
  rows: readonly NotificationTargetRow[],
): ListedTarget[] {
  const names = targets.map(({ name }) => name);
  const left = rows.filter(({ target, waiting }) => waiting > 0 && !names.includes(target));
  const others = [...new Set(left.map(({ target }) => target))];
  return [
    ...targets.map(({ name, target }) => sumUp(name, rows, { where: describeTarget(target), on: target.on })),
    ...others.map((name) => sumUp(name, rows, { where: 'not set here', on: [] })),
  ];
}

function sumUp(
  target: string,
  rows: readonly NotificationTargetRow[],
  what: Pick<ListedTarget, 'where' | 'on'>,
): ListedTarget {
  const own = rows.filter((row) => row.target === target);
  const total = (key: 'delivered' | 'waiting' | 'givenUp'): number =>
    own.reduce((sum, row) => sum + row[key], 0);
  return {
    target,
    ...what,
    delivered: total('delivered'),
    waiting: total('waiting'),
    givenUp: total('givenUp'),
  };
}
