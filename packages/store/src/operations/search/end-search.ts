import { and, eq, sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Store } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** planned → cancelled: the search ends here, for `reason`, said for people. Returns how many trials that were. */
export function endSearch(store: Store, studyId: string, reason: string): Promise<number> {
  return store.transaction(async (db) => {
    const { rowCount } = await db
      .update(trials)
      .set({ state: 'cancelled', finishedAt: sql`now()` })
      .where(and(eq(trials.studyId, studyId), eq(trials.state, 'planned')));
    const count = rowCount ?? 0;
    if (count > 0) {
      const message = `the search ends: ${reason}; ${count} planned ${count === 1 ? 'trial' : 'trials'} cancelled`;
      await appendActivity(db, studyId, [{ kind: 'study', message }]);
    }
    return count;
  });
}
