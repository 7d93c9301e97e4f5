import type { CheckpointRef, EpochResult, Failure, TrialConfig } from '@ram-sweep/protocol';
import { and, asc, eq } from 'drizzle-orm';
import type { Queries, Reader } from '../../connection/database.js';
import { attempts, type AttemptState, epochs, testResults, trials } from '../../schema.js';
import { isTrial } from '../../trial.js';
import { epochColumns } from './epoch-pages.js';
import { ranksOf } from './read-trials.js';
import { completeRows, trialColumns, type TrialRow } from './trial-row.js';

export interface AttemptRow {
  readonly attempt: number;
  readonly worker: string;
  /** How it ended; null while it runs. */
  readonly outcome: Exclude<AttemptState, 'running'> | null;
  readonly failure: Failure | null;
  /** Why it failed, or why its worker was given up. */
  readonly reason: string | null;
  /** Engine build, processor and Node that trained it; null where an older version recorded none. */
  readonly environment: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

export interface TestResultRow {
  readonly epoch: number;
  readonly policy: TrialConfig['evaluation'];
  readonly rollouts: number;
  readonly error: number;
  readonly images: number;
  readonly engine: string;
  readonly recordedAt: Date;
}

/** All that is known of one trial: the row, with its epochs in full. */
export interface TrialDetail extends Omit<TrialRow, 'epochs'> {
  readonly epochs: readonly EpochResult[];
  readonly attempts: readonly AttemptRow[];
  /** Newest last. */
  readonly testResults: readonly TestResultRow[];
  /** Newest first. */
  readonly checkpoints: readonly CheckpointRef[];
}

export function readTrial(reader: Reader, studyId: string, number: number): Promise<TrialDetail | null> {
  return reader.query(async (db) => {
    const [found] = await db
      .select({ ...trialColumns, checkpoints: trials.checkpoints })
      .from(trials)
      .where(isTrial(studyId, number));
    if (found === undefined) return null;
    const { checkpoints, ...columns } = found;
    const ranks = await ranksOf(db, studyId, [columns]);
    const [row] = await completeRows(db, studyId, [columns], ranks);
    if (row === undefined) return null;
    return {
      ...row,
      epochs: await readEpochs(db, studyId, number),
      attempts: await readAttempts(db, studyId, number),
      testResults: await readTestResults(db, studyId, number),
      checkpoints: checkpoints.map(({ ref }) => ref),
    };
  });
}

function readEpochs(db: Queries, studyId: string, trial: number): Promise<EpochResult[]> {
  return db
    .select(epochColumns)
    .from(epochs)
    .where(and(eq(epochs.studyId, studyId), eq(epochs.trial, trial)))
    .orderBy(asc(epochs.epoch));
}

async function readAttempts(db: Queries, studyId: string, trial: number): Promise<AttemptRow[]> {
  const rows = await db
    .select({
      attempt: attempts.attempt,
      worker: attempts.worker,
      state: attempts.state,
      failure: attempts.failure,
      reason: attempts.reason,
      environment: attempts.environment,
      startedAt: attempts.startedAt,
      endedAt: attempts.endedAt,
    })
    .from(attempts)
    .where(and(eq(attempts.studyId, studyId), eq(attempts.trial, trial)))
    .orderBy(asc(attempts.attempt));
  return rows.map(({ state, ...row }) => ({
    ...row,
    outcome: state === 'running' ? null : state,
    reason: row.reason ?? row.failure?.message ?? null,
  }));
}

function readTestResults(db: Queries, studyId: string, trial: number): Promise<TestResultRow[]> {
  return db
    .select({
      epoch: testResults.epoch,
      policy: testResults.policy,
      rollouts: testResults.rollouts,
      error: testResults.error,
      images: testResults.images,
      engine: testResults.engine,
      recordedAt: testResults.recordedAt,
    })
    .from(testResults)
    .where(and(eq(testResults.studyId, studyId), eq(testResults.trial, trial)))
    .orderBy(asc(testResults.recordedAt));
}
