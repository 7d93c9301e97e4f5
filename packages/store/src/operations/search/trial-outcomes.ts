import type { Params } from '@ram-sweep/protocol';
import { sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { epochs, trials } from '../../schema.js';

/** What a trial of the search counts as there. */
export interface TrialOutcome {
  /** Place in the search. */
  readonly index: number;
  readonly params: Params;
  /**
   * Validation error at the rung that was asked for, or the best one of a trial that ran to its end; Infinity where it
   * diverged before. `gap`: it ended without one. `pending`: it can still come.
   */
  readonly outcome: number | 'pending' | 'gap';
}

export interface OutcomesOf {
  /** Places in the search. */
  readonly indices: readonly number[];
  /** Epochs of a rung; null for the trials' ends. A trial that has no more epochs than that is a gap there. */
  readonly rung: number | null;
}

interface Row extends Record<string, unknown> {
  readonly index: number;
  readonly params: Params;
  readonly outcome: string;
}

/**
 * The outcomes of some trials of the search, by their place. They follow from the recorded epochs and how the trials
 * ended; once one is not pending it stays as it is, also where a person asks for the trial again.
 */
export async function trialOutcomes(
  store: Reader,
  studyId: string,
  { indices, rung }: OutcomesOf,
): Promise<TrialOutcome[]> {
  if (indices.length === 0) return [];
  const { rows } = await store.query((db) =>
    db.execute<Row>(sql`
      select search_index as index, params, case
          when state = 'planned' then 'pending'
          when ${rung}::integer >= epochs_total then 'gap'
          when counted_epochs is not null and coalesce(counted_epochs < ${rung}::integer, true)
            then case when counted_diverged then 'Infinity' else 'gap' end
          when validation_error is not null then validation_error::text
          when ${rung}::integer is null and state = 'complete' then coalesce(best_validation_error::text, 'gap')
          when state = 'failed' and failure ->> 'class' = 'diverged' then 'Infinity'
          when state in ('failed', 'cancelled', 'complete') then 'gap'
          when state = 'pruned' and ${rung}::integer is null then coalesce(best_validation_error::text, 'gap')
          else 'pending'
        end as outcome
      from ${trials} as trial left join lateral (
        select validation_error from ${epochs} as epoch
        where epoch.study_id = trial.study_id and epoch.trial = trial.number and epoch.epoch = ${rung}::integer
      ) as reached on true
      where study_id = ${studyId} and search_index = any(${integers(indices)})
      order by search_index`),
  );
  return rows.map(({ index, params, outcome }) => ({ index, params, outcome: parse(outcome) }));
}

const parse = (outcome: string): TrialOutcome['outcome'] =>
  outcome === 'pending' || outcome === 'gap' ? outcome : Number(outcome);
