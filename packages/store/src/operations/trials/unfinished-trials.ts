import { unfinishedStates } from '@ram-sweep/protocol';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** How many trials can still change without a person who asks for it. */
export function unfinishedTrials(store: Reader, studyId: string): Promise<number> {
  return store.query(async (db) => {
    const [row] = await db
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), inArray(trials.state, [...unfinishedStates])));
    return row?.count ?? 0;
  });
}
