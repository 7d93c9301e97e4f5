import { sql } from 'drizzle-orm';
import type { Reader } from '../connection/database.js';
import { workers } from '../schema.js';

/** All workers together, as their last heartbeats were written down. */
export interface Workforce {
  /** Workers that were heard within the last minute, by state. */
  readonly ready: number;
  readonly draining: number;
  /** Their slots, and how many of them have a trial. */
  readonly slots: number;
  readonly busy: number;
  /** Of any worker ever; null before the first. */
  readonly lastHeartbeatAt: Date | null;
}

const HEARD_SECONDS = 60;

/** Counted by the database, so that ten thousand workers are one row. */
export function readWorkforce(reader: Reader): Promise<Workforce> {
  const isHeard = sql`${workers.lastSeenAt} > now() - make_interval(secs => ${HEARD_SECONDS})`;
  const count = (state: string) =>
    sql<number>`count(*) filter (where ${isHeard} and ${workers.state} = ${state})`.mapWith(Number);
  return reader.query(async (db) => {
    const [row] = await db
      .select({
        ready: count('ready'),
        draining: count('draining'),
        slots: sql<number>`coalesce(sum(${workers.slots}) filter (where ${isHeard}), 0)`.mapWith(Number),
        busy: sql<number>`coalesce(sum(jsonb_array_length(${workers.runs})) filter (where ${isHeard}), 0)`.mapWith(
          Number,
        ),
        lastHeartbeatAt: sql<Date | null>`max(${workers.lastSeenAt})`.mapWith(workers.lastSeenAt),
      })
      .from(workers);
    return row!;
  });
}
