import { and, eq, gt, sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { trials } from '../../schema.js';

/**
 * The search ends here, for `reason`, said for people: planned trials behind the last that was drawn are dropped. One
 * in between, which a person asked for again, is cancelled: a search has no holes, or its rungs would wait for what
 * lies in them. Returns how many trials that were.
 */
export function endSearch(store: Store, studyId: string, reason: string): Promise<number> {
  return store.transaction(async (db) => {
    const planned = and(eq(trials.studyId, studyId), eq(trials.state, 'planned'));
    const dropped = await db
      .delete(trials)
      .where(and(planned, gt(trials.searchIndex, await lastDrawn(db, studyId))));
    const cancelled = await db
      .update(trials)
      .set({ state: 'cancelled', finishedAt: sql`now()` })
      .where(planned);
    const count = (dropped.rowCount ?? 0) + (cancelled.rowCount ?? 0);
    if (count > 0) {
      const message = `the search ends: ${reason}; ${count} planned ${count === 1 ? 'trial' : 'trials'} dropped`;
      await appendActivity(db, studyId, [{ kind: 'study', message }]);
    }
    return count;
  });
}

/** The last place of the search whose trial is not planned; −1 where there is none. */
async function lastDrawn(db: Queries, studyId: string): Promise<number> {
  const [row] = await db
    .select({
      last: sql<number | null>`max(${trials.searchIndex}) filter (where ${trials.state} <> 'planned')`,
    })
    .from(trials)
    .where(and(eq(trials.studyId, studyId), eq(trials.phase, 'search')));
  return row?.last ?? -1;
}
