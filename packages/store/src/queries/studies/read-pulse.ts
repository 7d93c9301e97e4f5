import { inArray, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { driveColumns } from './drive.js';

/** What tells whether anything has happened since an earlier look; far cheaper than reading what did. */
export interface Pulse {
  /** Names of the studies that it is the pulse of. */
  readonly studies: readonly string[];
  /** Differs from an earlier one if a study or a worker has changed in a way that a page shows. */
  readonly mark: string;
}

/** Workers that have been silent for longer are shown nowhere. */
const WORKER_SECONDS = 60;

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
  from ram_sweep.workers where last_seen_at > now() - make_interval(secs => ${WORKER_SECONDS})
), '')`;

/** The pulse of those of these studies that exist, or of all studies. */
export function readPulse(reader: Reader, names?: readonly string[]): Promise<Pulse> {
  return reader.query(async (db) => {
    const [row] = await db
      .select({
        studyMarks,
        workerMarks,
        names: sql<string[]>`coalesce(array_agg(studies.name), '{}'::text[])`,
      })
      .from(studies)
      .where(names === undefined ? undefined : inArray(studies.name, [...names]));
    return { studies: row!.names, mark: `${row!.studyMarks} ${row!.workerMarks}` };
  });
}
