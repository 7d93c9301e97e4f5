import { eq, sql, type SQL } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { MARK_LOCK, STUDY_LOCK } from '../../study.js';

/**
 * A coordinator that is started again, after a pause and its predecessor's end, has the lock within this time. So a
 * study that showed signs of life within it is driven.
 */
const RESTART_SECONDS = 60;

/** Whether anyone holds the advisory lock of this name now. */
const isLocked = (name: SQL) => sql<boolean>`exists (
  select from pg_locks
  where locktype = 'advisory' and objsubid = 1 and granted
    and database = (select oid from pg_database where datname = current_database())
    and ((classid::bigint << 32) | objid::bigint) = hashtextextended(${name}, 0)
)`;

/** Whether a coordinator holds the study's lock now. */
const hasCoordinator = isLocked(sql`${STUDY_LOCK} || studies.id::text`);

/**
 * Whether a coordinator with this mark holds the study's lock, and has taken the study up: one that was stopped before
 * is active again.
 */
export function isDrivenBy(reader: Reader, studyId: string, mark: string): Promise<boolean> {
  return reader.query(async (db) => {
    const isMarked = isLocked(sql`${MARK_LOCK} || ${mark}::text`);
    const rows = await db
      .select({ state: studies.state, isMarked })
      .from(studies)
      .where(eq(studies.id, studyId));
    return rows.some((row) => row.isMarked && row.state !== 'stopped');
  });
}

/** Age of the newest of what is written down while a study is driven. */
const silentSeconds = sql<number>`extract(epoch from now() - greatest(
  studies.created_at,
  studies.last_event_at,
  (
    select activity.at from ram_sweep.activity
    where activity.study_id = studies.id
    order by activity.number desc limit 1
  ),
  (
    select max(workers.last_seen_at) from ram_sweep.workers
    where workers.last_seen_at > now() - make_interval(secs => ${RESTART_SECONDS})
      and workers.runs @> jsonb_build_array(jsonb_build_object('study', studies.id::text))
  )
))::float8`;

/** What tells, of a row of `studies`, whether somebody drives it. */
export const driveColumns = { hasCoordinator, silentSeconds };

/** The same as `isDriven`, asked of the database. */
export const drivenColumn = sql<boolean>`(${hasCoordinator} or ${silentSeconds} < ${RESTART_SECONDS})`;

export const isDriven = (study: {
  readonly hasCoordinator: boolean;
  readonly silentSeconds: number;
}): boolean => study.hasCoordinator || study.silentSeconds < RESTART_SECONDS;
