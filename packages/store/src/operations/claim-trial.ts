import type { CheckpointRef } from '@ram-sweep/protocol';
import { and, eq, or, sql } from 'drizzle-orm';
import { appendActivity } from '../activity-log.js';
import type { Queries, Store } from '../database.js';
import { attempts, studies, trials } from '../schema.js';
import { isTrial } from '../trial.js';

export type ClaimOutcome =
  | {
      readonly granted: true;
      readonly attempt: number;
      /** Newest first. */
      readonly checkpoints: readonly CheckpointRef[];
    }
  | { readonly granted: false; readonly reason: string };

interface TrialClaim {
  readonly study: string;
  readonly trial: number;
  readonly worker: string;
}

/**
 * waiting → running, for one worker: the lease. The attempt counts up, which fences all attempts before it.
 *
 * A worker that asks for the trial it holds did not get the answer to its first claim. It is granted the next
 * attempt, so asking again is safe whatever became of the first.
 */
export function claimTrial(store: Store, claim: TrialClaim): Promise<ClaimOutcome> {
  return store.transaction(async (db) => {
    const trial = await take(db, claim);
    if (trial === undefined) return { granted: false, reason: await refusal(db, claim) };
    const { attempt, checkpoints } = trial;
    const { study, trial: number, worker } = claim;
    if (attempt > 1) await fenceAttempt(db, claim, attempt - 1);
    await db.insert(attempts).values({ studyId: study, trial: number, attempt, worker });
    await appendActivity(
      db,
      study,
      [{ trial: number, kind: 'started', message: startedMessage(claim, attempt, checkpoints[0]?.ref) }],
      { firstStartedAt: sql`coalesce(${studies.firstStartedAt}, now())`, lastEventAt: sql`now()` },
    );
    return { granted: true, attempt, checkpoints: checkpoints.map(({ ref }) => ref) };
  });
}

async function take(db: Queries, { study, trial, worker }: TrialClaim) {
  const free = or(eq(trials.state, 'waiting'), and(eq(trials.state, 'running'), eq(trials.worker, worker)));
  const [row] = await db
    .update(trials)
    .set({
      state: 'running',
      attempt: sql`${trials.attempt} + 1`,
      worker,
      failure: null,
      startedAt: sql`coalesce(${trials.startedAt}, now())`,
    })
    .where(and(isTrial(study, trial), free))
    .returning({ attempt: trials.attempt, checkpoints: trials.checkpoints });
  return row;
}

async function fenceAttempt(db: Queries, { study, trial }: TrialClaim, attempt: number): Promise<void> {
  await db
    .update(attempts)
    .set({ state: 'lost', endedAt: sql`now()`, reason: 'its worker claimed the trial anew' })
    .where(
      and(
        eq(attempts.studyId, study),
        eq(attempts.trial, trial),
        eq(attempts.attempt, attempt),
        eq(attempts.state, 'running'),
      ),
    );
}

function startedMessage({ trial, worker }: TrialClaim, attempt: number, from?: CheckpointRef): string {
  const again = attempt === 1 ? '' : `, attempt ${attempt}`;
  const resumed = from === undefined ? '' : `, from the checkpoint after epoch ${from.epoch}`;
  return `trial ${trial} started on ${worker}${again}${resumed}`;
}

async function refusal(db: Queries, { study, trial }: TrialClaim): Promise<string> {
  const [row] = await db
    .select({ state: trials.state, worker: trials.worker })
    .from(trials)
    .where(isTrial(study, trial));
  if (row === undefined) return `there is no trial ${trial} in the study`;
  if (row.state === 'running') return `trial ${trial} is running on ${row.worker}`;
  return `trial ${trial} is ${row.state}`;
}
