import { and, asc, desc, eq, isNotNull } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** The smallest and the largest validation error of a search, as shares. */
export interface ErrorRange {
  readonly low: number;
  readonly high: number;
}

/** The two ends of a search's errors, each from an end of the index of ranks; null where no trial has an epoch. */
export function readErrorRange(reader: Reader, studyId: string): Promise<ErrorRange | null> {
  const error = trials.bestValidationError;
  const isScored = and(eq(trials.studyId, studyId), eq(trials.phase, 'search'), isNotNull(error));
  return reader.query(async (db) => {
    const [best] = await db.select({ error }).from(trials).where(isScored).orderBy(asc(error)).limit(1);
    const [worst] = await db.select({ error }).from(trials).where(isScored).orderBy(desc(error)).limit(1);
    const [low, high] = [best?.error ?? null, worst?.error ?? null];
    return low === null || high === null ? null : { low, high };
  });
}
