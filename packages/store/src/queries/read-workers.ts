import type { WorkerRun } from '@ram-sweep/protocol';
import { asc, sql, type SQL } from 'drizzle-orm';
import type { Reader } from '../connection/database.js';
import { workers } from '../schema.js';
import { isPresent, usableSlots } from './present-workers.js';

export interface WorkerRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly engine: string;
  readonly device: string;
  readonly slots: number;
  readonly state: 'ready' | 'draining';
  readonly runs: readonly WorkerRun[];
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  /** Age of its last heartbeat, by the database's clock. */
  readonly secondsAgo: number;
}

/** Workers by id: all that were ever heard, or those that were within so many seconds. */
export function readWorkers(
  reader: Reader,
  { seenWithinSeconds }: { readonly seenWithinSeconds?: number } = {},
): Promise<WorkerRow[]> {
  return select(reader, seenWithinSeconds === undefined ? undefined : sql`${AGE} <= ${seenWithinSeconds}`);
}

/**
 * Workers that are there, by id: without those that have left or were reported ended. `slots` of one that is leaving
 * are those that still have a trial.
 */
export function readPresentWorkers(reader: Reader): Promise<WorkerRow[]> {
  return select(reader, isPresent, usableSlots);
}

const AGE = sql<number>`extract(epoch from now() - ${workers.lastSeenAt})::float8`;

function select(
  reader: Reader,
  condition: SQL | undefined,
  slots = sql`${workers.slots}`,
): Promise<WorkerRow[]> {
  return reader.query((db) =>
    db
      .select({
        id: workers.id,
        host: workers.host,
        pid: workers.pid,
        engine: workers.engine,
        device: workers.device,
        slots: sql<number>`${slots}`.mapWith(Number),
        state: workers.state,
        runs: workers.runs,
        startedAt: workers.startedAt,
        lastSeenAt: workers.lastSeenAt,
        secondsAgo: AGE,
      })
      .from(workers)
      .where(condition)
      .orderBy(asc(workers.id)),
  );
}
