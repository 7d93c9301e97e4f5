import { eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** The first number that no trial of the study has. */
export function nextTrialNumber(store: Reader, studyId: string): Promise<number> {
  return store.query(async (db) => {
    const [last] = await db
      .select({ number: sql<number | null>`max(${trials.number})` })
      .from(trials)
      .where(eq(trials.studyId, studyId));
    return (last?.number ?? -1) + 1;
  });
}
