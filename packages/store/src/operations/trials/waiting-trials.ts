import type { TrialConfig } from '@ram-sweep/protocol';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { trials } from '../../schema.js';

export interface WaitingTrial {
  readonly number: number;
  readonly config: TrialConfig;
}

/**
 * Trials that wait for a worker, without those of `except`: those that were promoted
 * last, so that the search moves on; in both those first that had the most attempts, then by number.
 */
export function waitingTrials(
  store: Reader,
  studyId: string,
  { except = [], limit }: { except?: readonly number[]; limit: number },
): Promise<WaitingTrial[]> {
  return store.query((db) =>
    db
      .select({ number: trials.number, config: trials.config })
      .from(trials)
      .where(and(eq(trials.studyId, studyId), eq(trials.state, 'waiting'), without(except)))
      .orderBy(asc(trials.promoted), desc(trials.attempt), asc(trials.number))
      .limit(limit),
  );
}

const without = (numbers: readonly number[]) =>
  numbers.length === 0 ? undefined : sql`${trials.number} <> all(${integers(numbers)})`;
