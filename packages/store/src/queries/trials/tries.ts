import { and, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { trials } from '../../schema.js';

/**
 * Which try a trial is at, of a row of `trials`: 1, and one more for each earlier attempt that failed, lost its worker
 * or was cancelled; 0 before the first. An attempt that was paused at a rung, pruned there, or given back by its worker
 * continues the same try.
 */
export const tries = sql<number>`(case when trials.attempt < 2 then trials.attempt else 1 + (
  select count(*)::integer from ram_sweep.attempts as earlier
  where earlier.study_id = trials.study_id and earlier.trial = trials.number
    and earlier.attempt < trials.attempt and earlier.state in ('failed', 'lost', 'cancelled')
) end)`.mapWith(Number);

/** The tries of some trials, by their number. */
export async function readTries(
  reader: Reader,
  studyId: string,
  numbers: readonly number[],
): Promise<Map<number, number>> {
  if (numbers.length === 0) return new Map();
  const rows = await reader.query((db) =>
    db
      .select({ number: trials.number, tries })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), sql`${trials.number} = any(${integers(numbers)})`)),
  );
  return new Map(rows.map((row) => [row.number, row.tries]));
}
