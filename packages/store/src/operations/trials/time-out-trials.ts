import { counted } from '@ram-sweep/format';
import type { Failure } from '@ram-sweep/protocol';
import { and, eq, sql } from 'drizzle-orm';
import { appendActivity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { enqueueNotification } from '../../outbox/enqueue.js';
import { failuresOf } from '../../outbox/merge.js';
import { attempts, trials } from '../../schema.js';

/** An attempt at a trial that has had its time. */
export interface TimedOutTrial extends Record<string, unknown> {
  readonly trial: number;
  readonly attempt: number;
  readonly worker: string;
  /** Epochs that were recorded. */
  readonly epochs: number;
}

/**
 * running → failed (timed-out), of trials of the search whose attempts together have lasted for `minutes`. The attempt
 * is fenced: what its worker still reports is stale, so a trial without a result stays so. Returns those that were
 * ended.
 */
export function timeOutTrials(store: Store, studyId: string, minutes: number): Promise<TimedOutTrial[]> {
  return store.transaction(async (db) => {
    const over = await findOver(db, studyId, minutes);
    for (const timedOut of over) await fail(db, studyId, timedOut, minutes);
    return over;
  });
}

async function findOver(db: Queries, studyId: string, minutes: number): Promise<TimedOutTrial[]> {
  const { rows } = await db.execute<TimedOutTrial>(sql`
    select number as trial, attempt, worker, epochs from ${trials} as trial
    where study_id = ${studyId} and phase = 'search' and state = 'running' and ${minutes}::double precision * 60 < (
      select sum(extract(epoch from coalesce(ended_at, now()) - started_at)) from ${attempts} as attempt
      where attempt.study_id = trial.study_id and attempt.trial = trial.number)
    order by number for no key update`);
  return rows;
}

async function fail(
  db: Queries,
  studyId: string,
  { trial, attempt, epochs }: TimedOutTrial,
  minutes: number,
): Promise<void> {
  const message = `it trained for longer than the ${counted(minutes, 'minute')} that the study allows a trial`;
  const failure: Failure = { class: 'timed-out', message, retryable: false, epoch: epochs };
  await db
    .update(trials)
    .set({ state: 'failed', failure, finishedAt: sql`now()` })
    .where(and(eq(trials.studyId, studyId), eq(trials.number, trial)));
  await db
    .update(attempts)
    .set({ state: 'lost', failure, reason: message, endedAt: sql`now()` })
    .where(and(eq(attempts.studyId, studyId), eq(attempts.trial, trial), eq(attempts.attempt, attempt)));
  const line = `trial ${trial} failed (timed-out) after epoch ${epochs}: ${message}`;
  await appendActivity(db, studyId, [{ trial, kind: 'failed', message: line }]);
  await enqueueNotification(db, studyId, failuresOf(1, [{ trial, class: failure.class, message }]));
}
