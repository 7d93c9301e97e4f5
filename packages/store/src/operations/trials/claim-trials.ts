import type { CheckpointRef, TrialState } from '@ram-sweep/protocol';
import { and, eq, sql } from 'drizzle-orm';
import { appendActivity, type Activity } from '../../activity-log.js';
import type { Queries, Store } from '../../connection/database.js';
import { insertRows, recordset } from '../../insert-rows.js';
import { integers } from '../../integers.js';
import { attempts, studies, trials, type TrialCheckpoint } from '../../schema.js';
import { storableText } from '../../storable-text.js';

export interface TrialClaim {
  readonly trial: number;
  readonly worker: string;
  /** Engine build, processor and Node of the worker. */
  readonly environment: string;
}

export type ClaimOutcome =
  | {
      readonly granted: true;
      readonly attempt: number;
      /** Newest first. */
      readonly checkpoints: readonly CheckpointRef[];
      /** It trains up to this epoch; null: to its end. */
      readonly untilEpoch: number | null;
    }
  | { readonly granted: false; readonly reason: string };

/**
 * waiting → running, for one worker each: the lease. The attempt counts up, which fences all attempts before it.
 * Claims are decided in their order, in one transaction; the number of statements is the same for any number of them.
 *
 * A worker that asks for the trial it holds did not get the answer to its first claim. It is granted the next
 * attempt, so asking again is safe whatever became of the first.
 */
export function claimTrials(
  store: Store,
  studyId: string,
  claims: readonly TrialClaim[],
): Promise<ClaimOutcome[]> {
  return store.transaction(async (db) => {
    const held = await lockTrials(db, studyId, claims);
    const answers = claims.map((claim) => decide(held.get(claim.trial), claim));
    const grants = answers.filter((answer) => typeof answer === 'object');
    if (grants.length > 0) await save(db, studyId, grants);
    return answers.map((answer) =>
      typeof answer === 'object'
        ? {
            granted: true,
            attempt: answer.attempt,
            checkpoints: answer.checkpoints,
            untilEpoch: answer.untilEpoch,
          }
        : { granted: false, reason: answer },
    );
  });
}

interface Grant extends TrialClaim {
  readonly attempt: number;
  readonly checkpoints: readonly CheckpointRef[];
  readonly untilEpoch: number | null;
}

interface HeldTrial {
  readonly number: number;
  state: TrialState;
  worker: string | null;
  attempt: number;
  readonly checkpoints: readonly TrialCheckpoint[];
  readonly grantedEpochs: number | null;
}

/** Locks the rows in the order of their numbers, as recording events does, until the transaction ends. */
async function lockTrials(
  db: Queries,
  studyId: string,
  claims: readonly TrialClaim[],
): Promise<Map<number, HeldTrial>> {
  const { number, state, worker, attempt, checkpoints, grantedEpochs } = trials;
  const claimed = integers(claims.map(({ trial }) => trial));
  const rows: HeldTrial[] = await db
    .select({ number, state, worker, attempt, checkpoints, grantedEpochs })
    .from(trials)
    .where(and(eq(trials.studyId, studyId), sql`${number} = any(${claimed})`))
    .orderBy(number)
    .for('no key update');
  return new Map(rows.map((row) => [row.number, row]));
}

/** Takes the trial for the worker, or says why not. */
function decide(held: HeldTrial | undefined, claim: TrialClaim): Grant | string {
  const { trial, worker } = claim;
  if (held === undefined) return `there is no trial ${trial} in the study`;
  if (held.state === 'running' && held.worker !== worker)
    return `trial ${trial} is running on ${held.worker}`;
  if (held.state !== 'running' && held.state !== 'waiting') return `trial ${trial} is ${held.state}`;
  held.state = 'running';
  held.worker = worker;
  held.attempt += 1;
  const checkpoints = held.checkpoints.map(({ ref }) => ref);
  return { ...claim, attempt: held.attempt, checkpoints, untilEpoch: held.grantedEpochs };
}

async function save(db: Queries, studyId: string, grants: readonly Grant[]): Promise<void> {
  const newest = [...new Map(grants.map((grant) => [grant.trial, grant])).values()];
  await startTrials(db, studyId, newest);
  await insertRows(
    db,
    attempts,
    grants.map(({ trial, attempt, worker, environment }) => ({
      studyId,
      trial,
      attempt,
      worker,
      environment: storableText(environment),
    })),
  );
  await fenceOlder(
    db,
    studyId,
    newest.filter(({ attempt }) => attempt > 1),
  );
  await appendActivity(db, studyId, grants.map(describe), {
    firstStartedAt: sql`coalesce(${studies.firstStartedAt}, now())`,
    lastEventAt: sql`now()`,
  });
}

async function startTrials(db: Queries, studyId: string, newest: readonly Grant[]): Promise<void> {
  const rows = newest.map(({ trial, attempt, worker }) => ({ number: trial, attempt, worker }));
  await db.execute(sql`
    update ${trials} as held set
      state = 'running',
      attempt = new.attempt,
      worker = new.worker,
      failure = null,
      started_at = coalesce(held.started_at, now())
    from ${recordset(trials, rows)} as new
    where held.study_id = ${studyId} and held.number = new.number`);
}

async function fenceOlder(db: Queries, studyId: string, newest: readonly Grant[]): Promise<void> {
  if (newest.length === 0) return;
  const rows = newest.map(({ trial, attempt }) => ({ trial, attempt }));
  await db.execute(sql`
    update ${attempts} as held set
      state = 'lost', ended_at = now(), reason = 'its worker claimed the trial again'
    from ${recordset(attempts, rows)} as new
    where held.study_id = ${studyId} and held.trial = new.trial
      and held.attempt < new.attempt and held.state = 'running'`);
}

function describe({ trial, worker, attempt, checkpoints: [from] }: Grant): Activity {
  const again = attempt === 1 ? '' : `, attempt ${attempt}`;
  const resumed = from === undefined ? '' : `, from the checkpoint after epoch ${from.epoch}`;
  return { trial, kind: 'started', message: `trial ${trial} started on ${worker}${again}${resumed}` };
}
