import type { NotificationKind } from '@ram-sweep/protocol';
import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Store } from '../../connection/database.js';
import { notificationTargets } from '../../schema.js';

/** Where notifications of a study go, without how to reach it. */
export interface RegisteredTarget {
  readonly name: string;
  readonly wants: readonly NotificationKind[];
  /** Seconds in which new bests become one notification. */
  readonly bestEvery: number;
  /** The same for failures, the first time; later times take twice as long each, up to an hour. */
  readonly failureEvery: number;
}

/**
 * From now on notifications of the study are made for these targets, and for no others. What waits for others stays
 * until somebody delivers to them again.
 */
export function registerTargets(
  store: Store,
  studyId: string,
  targets: readonly RegisteredTarget[],
): Promise<void> {
  return store.transaction(async (db) => {
    const names = targets.map(({ name }) => name);
    await db
      .update(notificationTargets)
      .set({ active: false })
      .where(and(eq(notificationTargets.studyId, studyId), notInArray(notificationTargets.name, names)));
    for (const { name, wants, bestEvery, failureEvery } of targets) {
      const asked = { wants: [...wants], bestEvery, failureEvery };
      await db
        .insert(notificationTargets)
        .values({ studyId, name, ...asked })
        .onConflictDoUpdate({
          target: [notificationTargets.studyId, notificationTargets.name],
          set: { ...asked, active: sql`true`, failureNotifications: 0 },
        });
    }
  });
}
