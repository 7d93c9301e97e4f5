import type { NotificationContent, NotificationKind } from '@ram-sweep/protocol';
import { and, arrayOverlaps, eq, gt, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../connection/database.js';
import { notifications, notificationTargets, studies } from '../schema.js';
import { merge } from './merge.js';

/** The longest that failures are collected. */
const LONGEST_HOLD_SECONDS = 3600;

type Target = Pick<typeof notificationTargets.$inferSelect, 'name' | 'bestEvery'>;

/**
 * Puts a notification into the outbox, for each target of the study that wants it: part of the transaction that makes
 * it true. Locks the study's row, if somebody wants it: take that lock last (see appendActivity).
 *
 * New bests are held for a while, and so are failures. What follows is added to the one that is held, which limits how
 * many are sent. Nothing waits behind one that is held for longer: what is due sooner takes that along.
 */
export async function enqueueNotification(
  db: Queries,
  studyId: string,
  content: NotificationContent,
): Promise<void> {
  const targets = await wanting(db, studyId, content);
  if (targets.length === 0) return;
  const number = await nextNumber(db, studyId);
  for (const target of targets) {
    const { isMerged } = await addToWaiting(db, isFor(studyId, target.name), content);
    if (!isMerged) await add(db, { studyId, number, target }, content);
  }
}

function wanting(db: Queries, studyId: string, content: NotificationContent): Promise<Target[]> {
  const { name, bestEvery, wants, active } = notificationTargets;
  return db
    .select({ name, bestEvery })
    .from(notificationTargets)
    .where(
      and(
        eq(notificationTargets.studyId, studyId),
        eq(active, true),
        arrayOverlaps(wants, [...kindsOf(content)]),
      ),
    )
    .orderBy(name);
}

/** That all trials failed is the end, and a failure. */
const kindsOf = (content: NotificationContent): readonly NotificationKind[] =>
  content.kind === 'end' && content.details.outcome === 'failed' ? ['end', 'failure'] : [content.kind];

async function nextNumber(db: Queries, studyId: string): Promise<number> {
  const [row] = await db
    .update(studies)
    .set({ notificationCount: sql`${studies.notificationCount} + 1` })
    .where(eq(studies.id, studyId))
    .returning({ number: studies.notificationCount });
  return row!.number;
}

const isFor = (studyId: string, target: string): SQL =>
  and(eq(notifications.studyId, studyId), eq(notifications.target, target))!;

/** Adds to one of the same kind that was not sent yet. */
async function addToWaiting(
  db: Queries,
  isForTarget: SQL,
  content: NotificationContent,
): Promise<{ isMerged: boolean }> {
  const [waiting] = await db
    .select({ number: notifications.number, kind: notifications.kind, details: notifications.details })
    .from(notifications)
    .where(and(isForTarget, eq(notifications.kind, content.kind), eq(notifications.attempts, 0)))
    .for('update');
  const merged = waiting === undefined ? null : merge(waiting as NotificationContent, content);
  if (waiting === undefined || merged === null) return { isMerged: false };
  await db
    .update(notifications)
    .set({ details: merged.details, at: sql`now()` })
    .where(and(isForTarget, eq(notifications.number, waiting.number)));
  return { isMerged: true };
}

async function add(
  db: Queries,
  { studyId, number, target }: { studyId: string; number: number; target: Target },
  { kind, details }: NotificationContent,
): Promise<void> {
  const isForTarget = isFor(studyId, target.name);
  // The end says what the best is.
  if (kind === 'end')
    await db
      .delete(notifications)
      .where(and(isForTarget, eq(notifications.kind, 'best'), eq(notifications.attempts, 0)));
  const held = await holdSeconds(db, studyId, target, kind);
  const dueAt = sql`now() + make_interval(secs => ${held}::double precision)`;
  await db
    .update(notifications)
    .set({ dueAt })
    .where(and(isForTarget, gt(notifications.dueAt, dueAt)));
  await db.insert(notifications).values({ studyId, target: target.name, number, kind, details, dueAt });
}

async function holdSeconds(
  db: Queries,
  studyId: string,
  { name, bestEvery }: Target,
  kind: NotificationKind,
): Promise<number> {
  if (kind === 'best') return bestEvery;
  if (kind !== 'failure') return 0;
  const [row] = await db
    .update(notificationTargets)
    .set({ failureNotifications: sql`${notificationTargets.failureNotifications} + 1` })
    .where(and(eq(notificationTargets.studyId, studyId), eq(notificationTargets.name, name)))
    .returning({ count: notificationTargets.failureNotifications, first: notificationTargets.failureEvery });
  const { count, first } = row!;
  return Math.min(first * 2 ** Math.min(count - 1, 20), Math.max(first, LONGEST_HOLD_SECONDS));
}
