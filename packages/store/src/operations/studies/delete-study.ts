import { eq } from 'drizzle-orm';
import type { Store } from '../../connection/database.js';
import { studies } from '../../schema.js';
import { requireStudy } from '../../study.js';

/**
 * Removes the study with its trials, epochs and all else that was recorded of it. Whoever calls holds its lock.
 * Throws NotFoundError if there is no such study.
 */
export function deleteStudy(store: Store, studyId: string): Promise<void> {
  return store.transaction(async (db) => {
    const { rowCount } = await db.delete(studies).where(eq(studies.id, studyId));
    if (rowCount !== 1) await requireStudy(db, studyId);
  });
}
