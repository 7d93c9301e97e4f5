import { and, asc, eq, gte } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** The first places of the search, from `from` on, whose params are not drawn yet. */
export function plannedPlaces(
  store: Reader,
  studyId: string,
  { from, limit }: { from: number; limit: number },
): Promise<number[]> {
  return store.query(async (db) => {
    const rows = await db
      .select({ searchIndex: trials.searchIndex })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), eq(trials.state, 'planned'), gte(trials.searchIndex, from)))
      .orderBy(asc(trials.searchIndex))
      .limit(limit);
    return rows.flatMap(({ searchIndex }) => searchIndex ?? []);
  });
}
