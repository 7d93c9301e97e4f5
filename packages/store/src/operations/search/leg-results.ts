import { sql } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { epochs, trials } from '../../schema.js';

/** A part of a trial of the search. */
export interface TrialLeg {
  /** Place in the search. */
  readonly index: number;
  /** Epochs at which it ends; null: with the trial. */
  readonly rung: number | null;
}

/** What came of it. It does not change any more, also where a person asks for the trial again. */
export interface LegResult extends TrialLeg {
  /**
   * Validation error at the rung, or Infinity where the trial diverged before; `gap` where it ended without one, and
   * for legs that end with the trial.
   */
  readonly outcome: number | 'gap';
  /** The smallest validation error of any epoch of the trial up to there; null where it has none. */
  readonly best: number | null;
  /** Epochs of the trial up to there. */
  readonly epochs: number;
  readonly epochsTotal: number;
}

interface Row extends Record<string, unknown> {
  readonly index: number;
  readonly rung: number | null;
  readonly outcome: string;
  readonly best: number | null;
  readonly epochs: number;
  readonly total: number;
}

/** The results of those legs that have one. A trial of no more epochs than a rung has its end for it. */
export async function legResults(
  store: Reader,
  studyId: string,
  legs: readonly TrialLeg[],
): Promise<LegResult[]> {
  if (legs.length === 0) return [];
  const indices = integers(legs.map(({ index }) => index));
  const rungs = integers(legs.map(({ rung }) => rung ?? 0));
  const { rows } = await store.query((db) =>
    db.execute<Row>(sql`
      select wanted.index::integer as index, wanted.rung::integer as rung, reached.best, reached.epochs,
        epochs_total as total,
        case
          when not leg.is_end and reached.error is not null then reached.error::text
          when not leg.is_end and (case when counted_epochs is null
            then state = 'failed' and failure ->> 'class' = 'diverged' else counted_diverged end) then 'Infinity'
          else 'gap'
        end as outcome
      from (select index, nullif(rung, 0) as rung from unnest(${indices}, ${rungs}) as leg (index, rung)) as wanted
        join ${trials} as trial on study_id = ${studyId} and search_index = wanted.index
        cross join lateral (select coalesce(wanted.rung >= epochs_total, true) as is_end) as leg
        cross join lateral (
          select min(validation_error) as best, count(*)::integer as epochs,
            min(validation_error) filter (where epoch = wanted.rung) as error
          from ${epochs} as epoch where epoch.study_id = trial.study_id and epoch.trial = trial.number
            and epoch.epoch <= coalesce(least(wanted.rung, counted_epochs), epochs_total)
        ) as reached
      where state <> 'planned' and (
        not leg.is_end and reached.error is not null
        or counted_epochs is not null
        or state in ('failed', 'cancelled', 'complete')
        or state = 'pruned' and leg.is_end)
      order by wanted.index`),
  );
  return rows.map(({ total, outcome, ...row }) => ({
    ...row,
    epochsTotal: total,
    outcome: outcome === 'gap' ? 'gap' : Number(outcome),
  }));
}
