import type { Heartbeat } from '@ram-sweep/protocol';
import { getTableColumns, lte, sql } from 'drizzle-orm';
import type { Store } from '../../connection/database.js';
import { workers } from '../../schema.js';
import { storableText } from '../../storable-text.js';

/** Every column as the insert would have it. */
const AS_INSERTED = Object.fromEntries(
  Object.entries(getTableColumns(workers)).map(([key, { name }]) => [
    key,
    sql`excluded.${sql.identifier(name)}`,
  ]),
);

/** 10 parameters each, of the 65,535 that a statement may have. */
const WORKERS_AT_ONCE = 1000;

/**
 * Writes down the workers that were heard; of several heartbeats of one worker, the last. They are seen now, by the
 * database's clock: the clocks of workers do not matter. What was seen later is never replaced.
 */
export async function recordWorkers(store: Store, heartbeats: readonly Heartbeat[]): Promise<void> {
  const rows = lastOfEach(heartbeats).map(workerRow);
  for (let from = 0; from < rows.length; from += WORKERS_AT_ONCE) {
    await store.query((db) =>
      db
        .insert(workers)
        .values(rows.slice(from, from + WORKERS_AT_ONCE))
        .onConflictDoUpdate({
          target: workers.id,
          set: AS_INSERTED,
          setWhere: lte(workers.lastSeenAt, sql`excluded.last_seen_at`),
        }),
    );
  }
}

function lastOfEach(heartbeats: readonly Heartbeat[]): Heartbeat[] {
  const last = new Map(heartbeats.map((heartbeat) => [heartbeat.worker, heartbeat]));
  // In one order always, so that two writers do not wait for each other in a circle.
  return [...last.values()].toSorted((a, b) => (a.worker < b.worker ? -1 : 1));
}

function workerRow(heartbeat: Heartbeat) {
  const { worker, pid, slots, state, runs } = heartbeat;
  return {
    id: worker,
    pid,
    slots,
    state,
    runs,
    host: storableText(heartbeat.host),
    engine: storableText(heartbeat.engine),
    device: storableText(heartbeat.device),
    startedAt: new Date(heartbeat.startedAt),
    lastSeenAt: sql`now()`,
  };
}
