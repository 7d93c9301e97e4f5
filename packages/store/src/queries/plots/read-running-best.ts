import { sql, type SQL } from 'drizzle-orm';
import type { Reader } from '../../connection/database.js';
import { trials } from '../../schema.js';

/** How the best of a search fell, trial by trial. */
export interface RunningBest {
  /** The trials of the search that were better than all of smaller number, by number. */
  readonly improvements: readonly { readonly trial: number; readonly error: number }[];
  /** The largest number of a trial that has an epoch; -1 where none has. */
  readonly last: number;
}

interface Row extends Record<string, unknown> {
  readonly trial: number;
  readonly error: number;
}

/** Steps down the ranks at most, for a search that improves with each of its trials. */
const MOST_STEPS = 400;

/**
 * The best validation error so far by trial number: the newest `MOST_STEPS` improvements. It walks down the index of
 * ranks, from the best trial to the next one of smaller number until there is none, and reads few rows: a large study
 * costs a pass over one index at most.
 */
export async function readRunningBest(reader: Reader, studyId: string): Promise<RunningBest> {
  const isScored = sql`study_id = ${studyId} and phase = 'search' and best_validation_error is not null`;
  const rank = sql`best_validation_error, best_epoch, number`;
  const { rows } = await reader.query((db) =>
    db.execute<Row & { last: number }>(sql`
      with recursive step as (
        (
          select ${rank}, 1 as place from ${trials} where ${isScored} order by ${rank} limit 1
        )
        union all
        select next.best_validation_error, next.best_epoch, next.number, step.place + 1
        from step cross join lateral (
          select ${rank} from ${trials}
          where ${isScored} and (${rank}) > (step.best_validation_error, step.best_epoch, step.number)
            and number < step.number
          order by ${rank} limit 1
        ) as next
        where step.place < ${MOST_STEPS}
      ),
      newest as (${stepsFromNewest(studyId)})
      select number as trial, best_validation_error as error,
        (select max(number) from newest where is_scored) as last
      from step order by number`),
  );
  return { improvements: strictlyBetter(rows), last: rows[0]?.last ?? -1 };
}

/**
 * From the last trial that was attempted down to the first that counts: they are few. Asked for that one alone,
 * Postgres may look at all that count, and sort them.
 */
function stepsFromNewest(studyId: string): SQL {
  const columns = sql`number, phase = 'search' and best_validation_error is not null as is_scored`;
  const newest = sql`(select max(trial) from ram_sweep.attempts where study_id = ${studyId})`;
  return sql`
    select ${columns} from ${trials} where study_id = ${studyId} and number = ${newest}
    union all
    select next.number, next.is_scored
    from newest cross join lateral (
      select ${columns} from ${trials}
      where study_id = ${studyId} and number < newest.number order by number desc limit 1
    ) as next
    where not newest.is_scored`;
}

/** Of trials that are equally good the first counts. */
const strictlyBetter = (rows: readonly Row[]): RunningBest['improvements'] =>
  rows
    .filter(({ error }, index) => index === 0 || error < rows[index - 1]!.error)
    .map(({ trial, error }) => ({ trial, error }));
