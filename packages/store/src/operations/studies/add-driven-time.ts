import { eq, sql } from 'drizzle-orm';
import type { Store } from '../../connection/database.js';
import { studies } from '../../schema.js';

/** Counts wall-clock seconds in which the study was driven. Returns how many those are by now. */
export function addDrivenTime(store: Store, studyId: string, seconds: number): Promise<number> {
  return store.query(async (db) => {
    const [row] = await db
      .update(studies)
      .set({ drivenSeconds: sql`${studies.drivenSeconds} + ${seconds}::double precision` })
      .where(eq(studies.id, studyId))
      .returning({ seconds: studies.drivenSeconds });
    return row?.seconds ?? 0;
  });
}
