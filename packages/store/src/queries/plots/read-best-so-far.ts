import { sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** How the best of a search fell, in the order of the search. */
export interface BestSoFar {
  /** The trials that were better than all before them, by place in the search. */
  readonly improvements: readonly { readonly index: number; readonly error: number }[];
  /** The last place whose trial has an epoch; -1 where none has. */
  readonly last: number;
}

interface Row extends Record<string, unknown> {
  readonly index: number;
  readonly error: number;
}

/**
 * The best validation error so far, by place in the search. A search improves seldom (some ln n times where results
 * come in no order), so the rows are few however many trials there are; past `most` the first and the newest are kept.
 */
export async function readBestSoFar(
  reader: Reader,
  studyId: string,
  { most }: { most: number },
): Promise<BestSoFar> {
  const { rows } = await reader.query((db) =>
    db.execute<Row & { last: number }>(sql`
      with scored as (
        select search_index as index, best_validation_error as error,
          min(best_validation_error) over (
            order by search_index rows between unbounded preceding and 1 preceding
          ) as before,
          max(search_index) over () as last
        from ${trials}
        where study_id = ${studyId} and search_index is not null and phase = 'search'
          and best_validation_error is not null
      )
      select index, error, last from scored where before is null or error < before order by index`),
  );
  const improvements = rows.map(({ index, error }) => ({ index, error }));
  return { improvements: thin(improvements, most), last: rows[0]?.last ?? -1 };
}

const thin = <Point>(points: readonly Point[], most: number): Point[] =>
  points.length <= most ? [...points] : [...points.slice(0, 1), ...points.slice(1 - most)];
