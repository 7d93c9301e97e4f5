import { inArray, or, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { isPresent } from '../present-workers.js';
import { driveColumns } from './drive.js';

/**
 * Everything that happens to a trial counts up its study's activity or its time of the last event; of heartbeats only
 * the trials and their epochs count, as they tell of new steps all the time.
 */
const studyMarks = sql<string>`coalesce(md5(string_agg(
  concat_ws(' ', studies.id, studies.state, studies.activity_count, studies.last_event_at, studies.driven_seconds,
    ${driveColumns.hasCoordinator}),
  ',' order by studies.id)), '')`;

const workerMarks = sql<string>`coalesce((
  select md5(string_agg(
    concat_ws(' ', id, state, slots, jsonb_path_query_array(runs, '$[*].trial'), jsonb_path_query_array(runs, '$[*].epoch')),
    ',' order by id))
  from ram_sweep.workers where ${isPresent}
), '')`;

/**
 * Differs from an earlier one if anything has happened since that a page shows of these studies (names or ids), or of
 * all; far cheaper than reading what has.
 */
export function readPulse(reader: Reader, asked?: readonly string[]): Promise<string> {
  const named =
    asked &&
    or(
      inArray(studies.name, [...asked]),
      inArray(
        sql`studies.id::text`,
        asked.map((each) => each.toLowerCase()),
      ),
    );
  return reader.query(async (db) => {
    const [row] = await db.select({ studyMarks, workerMarks }).from(studies).where(named);
    return `${row!.studyMarks} ${row!.workerMarks}`;
  });
}
