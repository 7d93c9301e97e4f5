import type { StudyState } from '@ram-sweep/protocol';
import { and, eq, ne } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Store } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { requireStudy } from '../../study.js';

/** Sets the study's state; nothing happens if it has it already. Throws NotFoundError if there is no such study. */
export function setStudyState(
  store: Store,
  { study, state }: { study: string; state: StudyState },
): Promise<void> {
  return store.transaction(async (db) => {
    const changed = await db
      .update(studies)
      .set({ state })
      .where(and(eq(studies.id, study), ne(studies.state, state)));
    if (changed.rowCount !== 1) return requireStudy(db, study);
    await appendActivity(db, study, [{ kind: 'study', message: `study ${state}` }]);
  });
}
