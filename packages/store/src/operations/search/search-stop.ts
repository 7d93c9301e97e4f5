import type { SearchStop } from '@ram-sweep/protocol';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Queries, Reader, Store } from '../../connection/database.js';
import { studies, trials } from '../../schema.js';

/** What ended the search of a study; null while nothing has. */
export function readSearchStop(store: Reader, studyId: string): Promise<SearchStop | null> {
  return store.query(async (db) => {
    const [row] = await db.select({ stop: studies.searchStop }).from(studies).where(eq(studies.id, studyId));
    return row?.stop ?? null;
  });
}

/**
 * Writes down what ends the search. What was written before stays, unless that was only the number of trials, or that
 * there are no more configs: a budget may be reached before the last of them, in trial order.
 */
export function stopSearch(store: Store, studyId: string, stop: SearchStop): Promise<void> {
  return store.transaction(async (db) => {
    if (!(await set(db, studyId, stop))) return;
    const message = `the search ends after trial ${stop.index}: ${stop.reason}`;
    await appendActivity(db, studyId, [{ kind: 'study', message }]);
  });
}

/** Writes down that all trials of the search are over, where nothing else has ended it. */
export function completeSearch(store: Store, studyId: string): Promise<void> {
  return store.transaction(async (db) => {
    const [row] = await db
      .select({
        last: sql<number | null>`max(${trials.searchIndex}) filter (where ${trials.phase} = 'search')`,
      })
      .from(trials)
      .where(eq(trials.studyId, studyId));
    const index = row?.last ?? -1;
    const reason = `all ${index + 1} trials are over`;
    await set(db, studyId, { budget: 'trials', index, reason });
  });
}

/**
 * Those that are decided in trial order go before the end of the space, which is known once the last config is drawn.
 */
const BEFORE_SPACE: readonly SearchStop['budget'][] = ['epochs', 'target', 'patience'];

async function set(db: Queries, studyId: string, stop: SearchStop): Promise<boolean> {
  const replaced = BEFORE_SPACE.includes(stop.budget) ? ['trials', 'space'] : ['trials'];
  const { rowCount } = await db
    .update(studies)
    .set({ searchStop: stop })
    .where(
      and(
        eq(studies.id, studyId),
        inArray(sql`coalesce(${studies.searchStop} ->> 'budget', 'trials')`, replaced),
      ),
    );
  return rowCount === 1;
}
