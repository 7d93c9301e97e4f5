import { and, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** How many trials a search has, and the first of them whose params are not drawn, by its place. */
export interface SearchSize {
  readonly trials: number;
  readonly firstPlanned: number | null;
}

export function searchSize(store: Reader, studyId: string): Promise<SearchSize> {
  return store.query(async (db) => {
    const [row] = await db
      .select({
        last: sql<number | null>`max(${trials.searchIndex})`,
        firstPlanned: sql<
          number | null
        >`min(${trials.searchIndex}) filter (where ${trials.state} = 'planned')`,
      })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), eq(trials.phase, 'search')));
    return { trials: (row?.last ?? -1) + 1, firstPlanned: row?.firstPlanned ?? null };
  });
}
