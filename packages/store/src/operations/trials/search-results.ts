import type { Params, TrialConfig } from '@ram-sweep/protocol';
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** A trial of the search that is over. */
export interface SearchResult {
  readonly number: number;
  /** Its place in the search, from 0. */
  readonly searchIndex: number;
  readonly params: Params;
  readonly config: TrialConfig;
}

/** The best trials of the search by validation error, of those that are complete or pruned. */
export function searchResults(
  store: Reader,
  studyId: string,
  { limit }: { limit: number },
): Promise<SearchResult[]> {
  return store.query((db) =>
    db
      .select({
        number: trials.number,
        // Only finalists and controls have none.
        searchIndex: sql<number>`coalesce(${trials.searchIndex}, ${trials.number})`,
        params: trials.params,
        config: trials.config,
      })
      .from(trials)
      .where(
        and(
          eq(trials.studyId, studyId),
          eq(trials.phase, 'search'),
          inArray(trials.state, ['complete', 'pruned']),
          isNotNull(trials.bestValidationError),
        ),
      )
      .orderBy(asc(trials.bestValidationError), asc(trials.bestEpoch), asc(trials.searchIndex))
      .limit(limit),
  );
}
