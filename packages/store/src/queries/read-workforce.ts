import { sql } from 'drizzle-orm';
import type { Reader } from '../connection/database.js';
import { workers } from '../schema.js';
import { isPresent, usableSlots } from './present-workers.js';

/** All workers together, as their last heartbeats were written down. */
export interface Workforce {
  /** Workers that are there, by state: without those that have left. */
  readonly ready: number;
  readonly draining: number;
  /** Their slots, of those that are leaving the ones in use, and how many have a trial. */
  readonly slots: number;
  readonly busy: number;
  /** Of any worker ever; null before the first. */
  readonly lastHeartbeatAt: Date | null;
}

const count = (state: string) =>
  sql<number>`count(*) filter (where ${isPresent} and ${workers.state} = ${state})`.mapWith(Number);

/** Counted by the database, so that ten thousand workers are one row. */
export function readWorkforce(reader: Reader): Promise<Workforce> {
  return reader.query(async (db) => {
    const [row] = await db
      .select({
        ready: count('ready'),
        draining: count('draining'),
        slots: sql<number>`coalesce(sum(${usableSlots}) filter (where ${isPresent}), 0)`.mapWith(Number),
        busy: sql<number>`coalesce(sum(jsonb_array_length(${workers.runs})) filter (where ${isPresent}), 0)`.mapWith(
          Number,
        ),
        lastHeartbeatAt: sql<Date | null>`max(${workers.lastSeenAt})`.mapWith(workers.lastSeenAt),
      })
      .from(workers);
    return row!;
  });
}
