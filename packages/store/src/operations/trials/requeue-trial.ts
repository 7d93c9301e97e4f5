import type { Failure } from '@ram-sweep/protocol';
import { and, eq, sql } from 'drizzle-orm';
import { appendActivity, type Activity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { enqueueNotification } from '../../outbox/enqueue.js';
import { failuresOf } from '../../outbox/merge.js';
import { attempts, trials } from '../../schema.js';
import { storableText } from '../../storable-text.js';
import { isTrial } from '../../trial.js';

/** This many workers lost in a row, with no epoch recorded, and the trial is what ends them. */
const LOSSES_ALLOWED = 3;

interface LostAttempt {
  readonly study: string;
  readonly trial: number;
  readonly attempt: number;
  /** For people. */
  readonly reason: string;
  /** Whether the trial may be the cause. Default: false. */
  readonly counts?: boolean;
}

/** `over`: the trial is not running that attempt (any more); nothing changed. */
export type RequeueOutcome = 'waiting' | 'failed' | 'over';

/**
 * running → waiting, because the worker is lost. Fences the attempt: what its worker still reports is stale.
 *
 * running → failed (worker-lost) at the third loss in a row that counts: no epoch was recorded in between, and no
 * worker gave the trial back or failed at it. A trial that needs more memory than there is would
 * otherwise take down one worker after the other, for ever.
 */
export function requeueTrial(store: Store, lost: LostAttempt): Promise<RequeueOutcome> {
  return store.transaction(async (db) => {
    const trial = await takeBack(db, lost);
    if (trial === undefined) return 'over';
    const failure = trial.losses >= LOSSES_ALLOWED ? describeLosses(lost, trial) : null;
    if (failure) await fail(db, lost, failure);
    await endAttempt(db, lost, failure);
    await appendActivity(db, lost.study, [describe(lost, failure)]);
    if (failure) await enqueueNotification(db, lost.study, failuresOf(1, [named(lost, failure)]));
    return failure ? 'failed' : 'waiting';
  });
}

async function takeBack(db: Queries, { study, trial, attempt, counts = false }: LostAttempt) {
  const [row] = await db
    .update(trials)
    .set({
      state: 'waiting',
      worker: null,
      ...(counts ? { lostAttempts: sql`${trials.lostAttempts} + 1` } : {}),
    })
    .where(and(isTrial(study, trial), eq(trials.attempt, attempt), eq(trials.state, 'running')))
    .returning({ losses: trials.lostAttempts, epoch: trials.epochs });
  return row;
}

function describeLosses(
  { reason }: LostAttempt,
  { losses, epoch }: { losses: number; epoch: number },
): Failure {
  const message = `${losses} workers in a row were lost while they trained it, and recorded no epoch; the last: ${reason}`;
  return { class: 'worker-lost', message: storableText(message), retryable: false, epoch };
}

async function fail(db: Queries, { study, trial }: LostAttempt, failure: Failure): Promise<void> {
  await db
    .update(trials)
    .set({ state: 'failed', failure, finishedAt: sql`now()` })
    .where(isTrial(study, trial));
}

async function endAttempt(
  db: Queries,
  { study, trial, attempt, reason }: LostAttempt,
  failure: Failure | null,
): Promise<void> {
  await db
    .update(attempts)
    .set({ state: 'lost', endedAt: sql`now()`, reason: storableText(reason), failure })
    .where(and(eq(attempts.studyId, study), eq(attempts.trial, trial), eq(attempts.attempt, attempt)));
}

const named = ({ trial }: LostAttempt, { class: cause, message }: Failure) => ({
  trial,
  class: cause,
  message,
});

function describe({ trial, attempt, reason }: LostAttempt, failure: Failure | null): Activity {
  return failure
    ? {
        trial,
        kind: 'failed',
        message: `trial ${trial} failed (${failure.class}) after epoch ${failure.epoch}: ${failure.message}`,
      }
    : { trial, kind: 'lost', message: `trial ${trial} waits again after attempt ${attempt}: ${reason}` };
}
