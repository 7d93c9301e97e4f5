import type { TrialState } from '@ram-sweep/protocol';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Store } from '../../connection/database.js';
import { appendInterventions, namedTrials, type Intervention } from '../../interventions.js';
import { trials } from '../../schema.js';

const RETRYABLE: readonly TrialState[] = ['pruned', 'failed', 'cancelled'];

/**
 * pruned, failed, cancelled → waiting, because a person asks: an intervention. Their retries count anew, their checkpoints
 * stay.
 * Of `states`, the others are passed over: complete is final. Returns the numbers of the trials, ascending.
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
        state: 'waiting',
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
      .where(and(eq(trials.studyId, study), inArray(trials.state, asked)))
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
