import { counted } from '@ram-sweep/format';
import { and, eq, lt, sql, type SQL } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { notifications, notificationTargets, studies } from '../../schema.js';

/** A target of a study. */
interface TargetOfStudy {
  readonly study: string;
  readonly target: string;
}

/** Takes a notification that was delivered out of the outbox. */
export function settleDelivered(store: Store, place: TargetOfStudy, number: number): Promise<void> {
  return store.transaction(async (db) => {
    const { rowCount } = await db
      .delete(notifications)
      .where(and(isFor(place), eq(notifications.number, number)));
    await db
      .update(notificationTargets)
      .set({ delivered: sql`${notificationTargets.delivered} + ${rowCount ?? 0}` })
      .where(isTarget(place));
  });
}

/**
 * Which of the notifications that wait for a target are given up: one, those that are too old, or all, and those to
 * come.
 */
type GivenUp = { readonly number: number } | { readonly olderThanHours: number } | 'all';

/** Takes notifications out of the outbox that cannot be delivered, and says so in the activity. Returns how many. */
export function giveUpNotifications(
  store: Store,
  place: TargetOfStudy,
  { which, reason }: { which: GivenUp; reason: string },
): Promise<number> {
  return store.transaction(async (db) => {
    // First, as those who add notifications have it first.
    await db.select({ id: studies.id }).from(studies).where(eq(studies.id, place.study)).for('no key update');
    const count = await drop(db, place, which);
    if (which === 'all') await db.update(notificationTargets).set({ active: false }).where(isTarget(place));
    if (count === 0) return 0;
    await db
      .update(notificationTargets)
      .set({ givenUp: sql`${notificationTargets.givenUp} + ${count}` })
      .where(isTarget(place));
    const message = `${counted(count, 'notification')} to ${place.target} given up: ${reason}`;
    await appendActivity(db, place.study, [{ kind: 'notification', message }]);
    return count;
  });
}

async function drop(db: Queries, place: TargetOfStudy, which: GivenUp): Promise<number> {
  const { rowCount } = await db.delete(notifications).where(and(isFor(place), matching(which)));
  return rowCount ?? 0;
}

function matching(which: GivenUp): SQL | undefined {
  if (which === 'all') return undefined;
  if ('number' in which) return eq(notifications.number, which.number);
  return lt(notifications.at, sql`now() - make_interval(hours => ${which.olderThanHours}::integer)`);
}

const isFor = ({ study, target }: TargetOfStudy): SQL =>
  and(eq(notifications.studyId, study), eq(notifications.target, target))!;

const isTarget = ({ study, target }: TargetOfStudy): SQL =>
  and(eq(notificationTargets.studyId, study), eq(notificationTargets.name, target))!;
