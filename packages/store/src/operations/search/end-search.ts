import { and, eq } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Store } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** The search ends here, for `reason`, said for people: planned trials are dropped. Returns how many that were. */
export function endSearch(store: Store, studyId: string, reason: string): Promise<number> {
  return store.transaction(async (db) => {
    const { rowCount } = await db
      .delete(trials)
      .where(and(eq(trials.studyId, studyId), eq(trials.state, 'planned')));
    const count = rowCount ?? 0;
    if (count > 0) {
      const message = `the search ends: ${reason}; ${count} planned ${count === 1 ? 'trial' : 'trials'} dropped`;
      await appendActivity(db, studyId, [{ kind: 'study', message }]);
    }
    return count;
  });
}
