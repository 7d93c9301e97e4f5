import type { Failure, Params, TrialConfig, TrialPhase, TrialState } from '@ram-sweep/protocol';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Queries } from '../../connection/database.js';
import { integers } from '../../integers.js';
import { epochs, testResults, trials } from '../../schema.js';

/** A way of testing, and what it said of the weights of a trial's best epoch. */
export interface TrialTest {
  readonly policy: TrialConfig['evaluation'];
  readonly rollouts: number;
  /** Share of the test images in [0, 1]. */
  readonly error: number;
}

/** A trial as a table shows it. */
export interface TrialRow {
  readonly number: number;
  /**
   * Place in the whole study, from 1: finalists, the search, controls; in each by best validation error, then by
   * the epoch that reached it, then by number. null before the first epoch, and for surplus trials.
   */
  readonly rank: number | null;
  readonly phase: TrialPhase;
  /** Of a finalist or control: the trial of the search whose config it has. */
  readonly repeats: number | null;
  /** Place in the search, from 0; null for finalists and controls. */
  readonly searchIndex: number | null;
  readonly state: TrialState;
  readonly params: Params;
  readonly config: TrialConfig;
  /** The newest attempt; 0 before the first. */
  readonly attempt: number;
  readonly worker: string | null;
  /** Epochs that are recorded, and epochs that the trial is to have. */
  readonly epochs: number;
  readonly epochsTotal: number;
  readonly bestValidationError: number | null;
  readonly bestEpoch: number | null;
  /** Validation error by epoch, from the first. */
  readonly curve: readonly number[];
  readonly trainSeconds: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Of the newest attempt. */
  readonly failure: Failure | null;
  /** By rollouts, the mean policy before sampled ones. */
  readonly tests: readonly TrialTest[];
  /** Of the first of `tests`. */
  readonly testError: number | null;
}

/** The columns of `trials` that a TrialRow shows. */
export const trialColumns = {
  number: trials.number,
  phase: trials.phase,
  repeats: trials.repeats,
  searchIndex: trials.searchIndex,
  state: trials.state,
  params: trials.params,
  config: trials.config,
  attempt: trials.attempt,
  worker: trials.worker,
  epochs: trials.epochs,
  epochsTotal: trials.epochsTotal,
  bestValidationError: trials.bestValidationError,
  bestEpoch: trials.bestEpoch,
  trainSeconds: trials.trainSeconds,
  startedAt: trials.startedAt,
  finishedAt: trials.finishedAt,
  failure: trials.failure,
};

export type TrialColumns = Omit<TrialRow, 'rank' | 'curve' | 'tests' | 'testError'>;

/** Puts curves, tests and ranks to the rows of one page. */
export async function completeRows(
  db: Queries,
  studyId: string,
  page: readonly TrialColumns[],
  ranks: ReadonlyMap<number, number | null>,
): Promise<TrialRow[]> {
  if (page.length === 0) return [];
  const numbers = page.map(({ number }) => number);
  const curves = await readCurves(db, studyId, numbers);
  const tests = await readTests(db, studyId, numbers);
  return page.map((row) => ({
    ...row,
    rank: ranks.get(row.number) ?? null,
    curve: curves.get(row.number) ?? [],
    tests: tests.get(row.number) ?? [],
    testError: tests.get(row.number)?.[0]?.error ?? null,
  }));
}

async function readCurves(db: Queries, studyId: string, numbers: number[]): Promise<Map<number, number[]>> {
  const rows = await db
    .select({
      trial: epochs.trial,
      curve: sql<number[]>`array_agg(${epochs.validationError} order by ${epochs.epoch})`,
    })
    .from(epochs)
    .where(and(eq(epochs.studyId, studyId), sql`${epochs.trial} = any(${integers(numbers)})`))
    .groupBy(epochs.trial);
  return new Map(rows.map(({ trial, curve }) => [trial, curve]));
}

/** The test errors of some trials, by their number. */
export async function readTests(
  db: Queries,
  studyId: string,
  numbers: number[],
): Promise<Map<number, TrialTest[]>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .select({
      trial: testResults.trial,
      policy: testResults.policy,
      rollouts: testResults.rollouts,
      error: testResults.error,
    })
    .from(testResults)
    .innerJoin(
      trials,
      and(
        eq(trials.studyId, testResults.studyId),
        eq(trials.number, testResults.trial),
        eq(trials.bestEpoch, testResults.epoch),
      ),
    )
    .where(and(eq(testResults.studyId, studyId), sql`${testResults.trial} = any(${integers(numbers)})`))
    .orderBy(asc(testResults.rollouts), asc(testResults.policy));
  const tests = new Map<number, TrialTest[]>();
  for (const { trial, ...test } of rows) tests.set(trial, [...(tests.get(trial) ?? []), test]);
  return tests;
}
