import type { Heartbeat } from '@ram-sweep/protocol';
import { getTableColumns, lte, sql } from 'drizzle-orm';
import type { Store } from '../database.js';
import { workers } from '../schema.js';
import { storableText } from '../storable-text.js';

/** A worker's newest heartbeat, and how many seconds ago it was heard (0 by default). */
export interface WorkerSnapshot extends Omit<Heartbeat, 'version' | 'at'> {
  readonly secondsAgo?: number;
}

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
 * Writes down the workers that were heard. Last seen is told by the database's clock less `secondsAgo`, so the
 * clocks of workers do not matter. An older snapshot never replaces a newer one.
 */
export async function recordWorkers(store: Store, snapshots: readonly WorkerSnapshot[]): Promise<void> {
  const rows = newestOfEach(snapshots).map(workerRow);
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

function newestOfEach(snapshots: readonly WorkerSnapshot[]): WorkerSnapshot[] {
  const newest = new Map<string, WorkerSnapshot>();
  for (const snapshot of snapshots) {
    const held = newest.get(snapshot.worker);
    if (held === undefined || (snapshot.secondsAgo ?? 0) <= (held.secondsAgo ?? 0)) {
      newest.set(snapshot.worker, snapshot);
    }
  }
  // In one order always, so that two writers do not wait for each other in a circle.
  return [...newest.values()].toSorted((a, b) => (a.worker < b.worker ? -1 : 1));
}

function workerRow({ worker, secondsAgo = 0, ...snapshot }: WorkerSnapshot) {
  const { pid, slots, state, runs } = snapshot;
  return {
    id: worker,
    pid,
    slots,
    state,
    runs,
    host: storableText(snapshot.host),
    engine: storableText(snapshot.engine),
    device: storableText(snapshot.device),
    startedAt: new Date(snapshot.startedAt),
    lastSeenAt: sql`now() - make_interval(secs => ${secondsAgo})`,
  };
}
