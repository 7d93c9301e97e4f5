import type { WorkerRun } from '@ram-sweep/protocol';
import { asc, sql } from 'drizzle-orm';
import type { Reader } from '../connection/database.js';
import { workers } from '../schema.js';

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
  const age = sql<number>`extract(epoch from now() - ${workers.lastSeenAt})::float8`;
  return reader.query((db) =>
    db
      .select({
        id: workers.id,
        host: workers.host,
        pid: workers.pid,
        engine: workers.engine,
        device: workers.device,
        slots: workers.slots,
        state: workers.state,
        runs: workers.runs,
        startedAt: workers.startedAt,
        lastSeenAt: workers.lastSeenAt,
        secondsAgo: age,
      })
      .from(workers)
      .where(seenWithinSeconds === undefined ? undefined : sql`${age} <= ${seenWithinSeconds}`)
      .orderBy(asc(workers.id)),
  );
}
