import { eq, sql } from 'drizzle-orm';
import type { Queries, Reader } from '../../connection/database.js';
import { studies, trials } from '../../schema.js';

/** The first number that no trial of the study has or had: a job of one that was deleted may be on its way still. */
export const nextTrialNumber = (store: Reader, studyId: string): Promise<number> =>
  store.query((db) => firstFreeNumber(db, studyId));

export async function firstFreeNumber(db: Queries, studyId: string): Promise<number> {
  const [row] = await db
    .select({
      free: sql<number>`greatest(${studies.numbersUsed},
        (select max(number) + 1 from ${trials} where study_id = ${studyId}))`,
    })
    .from(studies)
    .where(eq(studies.id, studyId));
  return row?.free ?? 0;
}
