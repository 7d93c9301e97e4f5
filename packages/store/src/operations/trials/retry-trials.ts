import type { TrialState } from '@ram-sweep/protocol';
import { and, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Store } from '../../connection/database.js';
import { appendInterventions, namedTrials, type Intervention } from '../../interventions.js';
import { studies, trials } from '../../schema.js';

const RETRYABLE: readonly TrialState[] = ['pruned', 'failed', 'cancelled'];

/**
 * pruned, failed, cancelled → waiting, because a person asks: an intervention. Their retries count anew, their
 * checkpoints stay. Those that were cancelled before their params were drawn are planned again. What the search knew of
 * them stays as it was. Of `states`, the others are passed over: complete is final. So are surplus trials, which count
 * for nothing. Returns the numbers of the trials, ascending.
 */
export function retryTrials(
  store: Store,
  { study, states }: { study: string; states: readonly TrialState[] },
): Promise<number[]> {
  const asked = RETRYABLE.filter((state) => states.includes(state));
  if (asked.length === 0) return Promise.resolve([]);
  return store.transaction(async (db) => {
    const rows = await db
      .update(trials)
      .set({
        state: sql`(case when ${isUndrawn(study)} then 'planned' else 'waiting' end)::ram_sweep.trial_state`,
        failedAttempts: 0,
        lostAttempts: 0,
        worker: null,
        failure: null,
        finishedAt: null,
        grantedEpochs: null,
        stopAsked: false,
        countedEpochs: sql`coalesce(${trials.countedEpochs}, ${trials.epochs})`,
        countedDiverged: sql`case when ${trials.countedEpochs} is null
          then coalesce(${trials.failure} ->> 'class' = 'diverged', false) else ${trials.countedDiverged} end`,
      })
      .where(and(eq(trials.studyId, study), inArray(trials.state, asked), ne(trials.phase, 'surplus')))
      .returning({ number: trials.number, searchIndex: trials.searchIndex });
    const retried = rows.toSorted((a, b) => a.number - b.number);
    const numbers = retried.map(({ number }) => number);
    if (numbers.length > 0) {
      const message = `${numbers.length} ${asked.join(', ')} ${numbers.length === 1 ? 'trial waits' : 'trials wait'} again`;
      await appendActivity(db, study, [{ kind: 'retried', message }]);
      await appendInterventions(db, study, [intervention(retried)]);
    }
    return numbers;
  });
}

/** Whether a trial has no params yet. In a space without fields it does not matter. */
const isUndrawn = (study: string): SQL => sql`${trials.params}::text = '{}' and ${trials.attempt} = 0
  and exists (select from ${studies} where id = ${study} and spec #> '{sampler,lag}' is not null)`;

function intervention(retried: readonly { number: number; searchIndex: number | null }[]): Intervention {
  const places = retried.flatMap(({ searchIndex }) => searchIndex ?? []);
  const first = places.reduce((least, place) => Math.min(least, place), Infinity);
  const fromIndex = first === Infinity ? null : first + 1;
  return {
    kind: 'retried',
    fromIndex,
    message: `${namedTrials(retried.map(({ number }) => number))} tried again`,
  };
}
