import type { NotificationContent } from '@ram-sweep/protocol';
import { and, eq, lte, sql } from 'drizzle-orm';
import type { Store } from '../../connection/database.js';
import { notifications } from '../../schema.js';

/** A notification that is about to be sent. */
interface TakenNotification {
  /** Counts the notifications of its study. */
  readonly number: number;
  readonly at: Date;
  readonly content: NotificationContent;
  /** Times that it was sent, this one included. */
  readonly attempts: number;
}

/**
 * The oldest notification that waits for a target, if it is due or `isHeldToo`. It stays in the outbox until it is
 * settled, and is not changed any more: a process that ends in between sends the same again.
 */
export function takeNotification(
  store: Store,
  studyId: string,
  { target, isHeldToo = false }: { target: string; isHeldToo?: boolean },
): Promise<TakenNotification | null> {
  const { number, kind, details, at, attempts, dueAt } = notifications;
  const isForTarget = and(eq(notifications.studyId, studyId), eq(notifications.target, target));
  return store.query(async (db) => {
    const [row] = await db
      .update(notifications)
      .set({ attempts: sql`${attempts} + 1` })
      .where(
        and(
          isForTarget,
          sql`${number} = (select min(number) from ${notifications} where study_id = ${studyId} and target = ${target})`,
          isHeldToo ? undefined : lte(dueAt, sql`now()`),
        ),
      )
      .returning({ number, kind, details, at, attempts });
    if (row === undefined) return null;
    const content = { kind: row.kind, details: row.details } as NotificationContent;
    return { number: row.number, at: row.at, attempts: row.attempts, content };
  });
}
