import { and, asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { epochs, trials } from '../../schema.js';

/** How far a trial of the search has come. */
export interface TrialHistory {
  readonly trial: number;
  readonly state: 'pruned' | 'complete' | 'other';
  readonly epochsTotal: number;
  /** Validation error by epoch, from the first. */
  readonly curve: readonly number[];
}

/** The trials of the search that have epochs, by number: what a pruner must know to go on where another stopped. */
export function trialHistories(store: Reader, studyId: string): Promise<TrialHistory[]> {
  return store.query((db) =>
    db
      .select({
        trial: trials.number,
        state: sql<
          TrialHistory['state']
        >`case when ${trials.state} in ('pruned', 'complete') then ${trials.state}::text else 'other' end`,
        epochsTotal: trials.epochsTotal,
        curve: sql<number[]>`array_agg(${epochs.validationError} order by ${epochs.epoch})`,
      })
      .from(trials)
      .innerJoin(epochs, and(eq(epochs.studyId, trials.studyId), eq(epochs.trial, trials.number)))
      .where(and(eq(trials.studyId, studyId), eq(trials.phase, 'search')))
      .groupBy(trials.number, trials.state, trials.epochsTotal)
      .orderBy(asc(trials.number)),
  );
}
