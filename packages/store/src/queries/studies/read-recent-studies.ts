import type { StudyState } from '@ram-sweep/protocol';
import { inArray, or, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { driveColumns, drivenColumn, isDriven } from './drive.js';

/** A study that is under way, or was a short time ago. */
export interface RecentStudy {
  readonly id: string;
  /** Differs from an earlier one if anything has happened to the study. */
  readonly mark: string;
  readonly hasCoordinator: boolean;
  readonly driven: boolean;
}

/**
 * The studies that are active or paused, and those that something has happened to within so many seconds: the newest in
 * that sense first, `limit` of them.
 */
export function readRecentStudies(
  reader: Reader,
  { overSeconds, limit }: { overSeconds: number; limit: number },
): Promise<RecentStudy[]> {
  const newest = sql`greatest(${studies.createdAt}, ${studies.lastEventAt})`;
  return reader.query(async (db) => {
    const rows = await db
      .select({
        id: studies.id,
        mark: sql<string>`concat_ws(' ', ${studies.state}, ${studies.activityCount}, ${studies.lastEventAt},
          ${studies.drivenSeconds})`,
        ...driveColumns,
      })
      .from(studies)
      .where(
        or(
          inArray(studies.state, ['active', 'paused']),
          sql`${newest} > now() - make_interval(secs => ${overSeconds})`,
        ),
      )
      .orderBy(sql`${newest} desc`, studies.name)
      .limit(limit);
    return rows.map((row) => ({
      id: row.id,
      mark: row.mark,
      hasCoordinator: row.hasCoordinator,
      driven: isDriven(row),
    }));
  });
}

/** Studies that are recorded to be in a state. */
export interface CountedStudies {
  readonly state: StudyState;
  /** Whether a sweep runs them; false of those that are over. */
  readonly driven: boolean;
  readonly studies: number;
}

/** How many studies are in each state, of all; a state that none is in is left out. */
export function countStudies(reader: Reader): Promise<CountedStudies[]> {
  return reader.query((db) => {
    const driven = sql<boolean>`${studies.state} in ('active', 'paused') and ${drivenColumn}`.as('driven');
    const each = db.select({ state: studies.state, driven }).from(studies).as('each');
    return db
      .select({ state: each.state, driven: each.driven, studies: sql<number>`count(*)`.mapWith(Number) })
      .from(each)
      .groupBy(each.state, each.driven);
  });
}
