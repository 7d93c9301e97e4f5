import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { activity } from '../../schema.js';

export interface ActivityRow {
  /** Counts up within the study, in the order in which things were written down. */
  readonly id: number;
  readonly at: Date;
  readonly trial: number | null;
  readonly kind: string;
  readonly message: string;
}

/**
 * A study's activity, oldest first: the newest `limit` rows, or with `after` the first `limit` rows past that id.
 * A study keeps its newest 10,000 rows.
 */
export function readActivity(
  reader: Reader,
  studyId: string,
  { limit, after }: { limit: number; after?: number },
): Promise<ActivityRow[]> {
  return reader.query(async (db) => {
    const rows = await db
      .select({
        id: activity.number,
        at: activity.at,
        trial: activity.trial,
        kind: activity.kind,
        message: activity.message,
      })
      .from(activity)
      .where(and(eq(activity.studyId, studyId), after === undefined ? undefined : gt(activity.number, after)))
      .orderBy(after === undefined ? desc(activity.number) : asc(activity.number))
      .limit(limit);
    return after === undefined ? rows.toReversed() : rows;
  });
}

/** Where the activity of a study ends now. */
export interface ActivityEnd {
  /** Of the newest row; 0 where there is none. */
  readonly id: number;
  /** By the clock of the database. */
  readonly at: Date;
}

/** What lies past this is what happens from now on. */
export function activityEnd(reader: Reader, studyId: string): Promise<ActivityEnd> {
  return reader.query(async (db) => {
    const [end] = await db
      .select({
        id: sql`coalesce(max(${activity.number}), 0)`.mapWith(Number),
        at: sql`now()`.mapWith(activity.at),
      })
      .from(activity)
      .where(eq(activity.studyId, studyId));
    return end!;
  });
}
