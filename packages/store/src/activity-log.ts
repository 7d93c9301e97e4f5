import { and, eq, lte, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Queries } from './connection/database.js';
import { NotFoundError } from './errors.js';
import { insertRows } from './insert-rows.js';
import { activity, studies } from './schema.js';
import { storableText } from './storable-text.js';

/** A line for the people who watch. */
export interface Activity {
  readonly kind: string;
  readonly message: string;
  readonly trial?: number;
  /** Attempt and sequence of the worker's event that it tells; none for the coordinator's own doings. */
  readonly event?: { readonly attempt: number; readonly sequence: number };
}

/** How many rows a study keeps: the newest. */
const ACTIVITY_KEPT = 10_000;

/**
 * Appends to a study's activity, drops as many of its oldest rows as are too many, and makes `changes` to the
 * study's own row on the way. Throws NotFoundError if there is no such study.
 *
 * The study's row is locked until the transaction ends, so rows become visible in the order of their numbers,
 * and whoever reads on from the last number they saw misses none. Take that lock last.
 */
export async function appendActivity(
  db: Queries,
  studyId: string,
  lines: readonly Activity[],
  changes: PgUpdateSetSource<typeof studies> = {},
): Promise<void> {
  const [row] = await db
    .update(studies)
    .set({ ...changes, activityCount: sql`${studies.activityCount} + ${lines.length}` })
    .where(eq(studies.id, studyId))
    .returning({ last: studies.activityCount });
  if (row === undefined) throw new NotFoundError(studyId);
  if (lines.length === 0) return;
  const first = row.last - lines.length + 1;
  await insertRows(
    db,
    activity,
    lines.map((line, index) => ({
      studyId,
      number: first + index,
      trial: line.trial ?? null,
      kind: line.kind,
      message: storableText(line.message),
      attempt: line.event?.attempt ?? null,
      sequence: line.event?.sequence ?? null,
    })),
  );
  if (row.last <= ACTIVITY_KEPT) return;
  await db
    .delete(activity)
    .where(and(eq(activity.studyId, studyId), lte(activity.number, row.last - ACTIVITY_KEPT)));
}
