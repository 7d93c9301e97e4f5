import { sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';

/** What a study had come to when its present run began. */
export interface RunStart extends Record<string, unknown> {
  /** Seconds for which it had been driven. */
  readonly seconds: number;
  /** Epochs that were recorded. */
  readonly epochs: number;
}

/**
 * Where the present run of a study began: when it was last made active, or when the first of the workers that train it
 * now started, whichever is later, as a machine that went down leaves a study active. It counts the epochs since: on a
 * large study this takes a tenth of a second. Null before the first trial has started.
 */
export async function readRunStart(reader: Reader, studyId: string): Promise<RunStart | null> {
  const { rows } = await reader.query((db) =>
    db.execute<RunStart>(sql`
      with run as (
        select driven_seconds, greatest(
          first_started_at,
          (
            select at from ram_sweep.activity
            where study_id = studies.id and kind = 'study' and message = 'study active'
            order by number desc limit 1
          ),
          (
            select min(started_at) from ram_sweep.workers
            where last_seen_at > now() - interval '1 minute'
              and runs @> jsonb_build_array(jsonb_build_object('study', studies.id::text))
          )
        ) as began
        from ram_sweep.studies where id = ${studyId} and first_started_at is not null
      )
      select
        greatest(0, driven_seconds - greatest(0, extract(epoch from now() - began)))::float8 as seconds,
        (
          select count(*) from ram_sweep.epochs where study_id = ${studyId} and recorded_at < began
        )::float8 as epochs
      from run`),
  );
  return rows[0] ?? null;
}
