import { compileTrialConfig, studySpecSchema, trialStates, type TrialState } from '@ram-sweep/protocol';
import { type LeaderboardRow, type Snapshot, type StudyResult } from '@ram-sweep/results';
import type { TrialRow, WorkerRow } from '@ram-sweep/store/read';

/** Studies as the dashboard would read them, at a fixed moment. */
export const START = new Date(2026, 0, 1, 12, 0, 0);
export const NOW = new Date(START.getTime() + 100_000);
const studyId = '6f9b1f0e-0000-4000-8000-000000000001';

export const trial = (number: number, values: Partial<TrialRow>): TrialRow => ({
  number,
  rank: null,
  phase: 'search',
  repeats: null,
  searchIndex: number,
  state: 'waiting',
  params: { std: 0.05 * (number + 1), glimpses: number + 2, scale: 1 },
  config: compileTrialConfig({ epochs: 5 }),
  attempt: 0,
  worker: null,
  epochs: 0,
  epochsTotal: 5,
  bestValidationError: null,
  bestEpoch: null,
  curve: [],
  trainSeconds: 0,
  startedAt: null,
  finishedAt: null,
  failure: null,
  tests: [],
  testError: null,
  ...values,
});

/** A trial that has run through these validation errors. */
export const trained = (
  number: number,
  curve: readonly number[],
  values: Partial<TrialRow> = {},
): TrialRow => {
  const bestValidationError = Math.min(...curve);
  return trial(number, {
    state: 'complete',
    attempt: 1,
    worker: 'box-17-abc',
    epochs: curve.length,
    curve,
    bestValidationError,
    bestEpoch: curve.indexOf(bestValidationError) + 1,
    trainSeconds: 12 * curve.length,
    ...values,
  });
};

const nothing = { trials: 0, over: 0, running: 0, epochsDone: 0, epochsTotal: 0 };

export const countsOf = (values: Partial<Record<TrialState, number>>): StudyResult['counts'] =>
  ({ ...Object.fromEntries(trialStates.map((state) => [state, 0])), ...values }) as StudyResult['counts'];

const spec = studySpecSchema.parse({
  name: 'mnist-28',
  dataset: { name: 'mnist' },
  trials: 2,
  config: { epochs: 5 },
});

export const study: StudyResult = {
  id: studyId,
  name: 'mnist-28',
  stoppedBy: null,
  surplus: 0,
  spec,
  state: 'active',
  createdAt: START,
  counts: countsOf({ running: 1, complete: 1 }),
  hasCoordinator: true,
  driven: true,
  trials: 2,
  epochsDone: 4,
  epochsTotal: 10,
  phases: {
    search: { trials: 2, over: 1, running: 1, epochsDone: 4, epochsTotal: 10 },
    finalist: nothing,
    control: nothing,
  },
  drivenSeconds: 100,
  best: {
    source: 'search',
    trial: 1,
    searchTrial: 1,
    params: { std: 0.1, glimpses: 3, scale: 1 },
    validation: { mean: 0.0412, count: 1, halfWidth: null },
    inTraining: 0,
  },
  firstStartedAt: START,
  lastEventAt: NOW,
};

export const worker: WorkerRow = {
  id: 'box-17-abc',
  host: 'box',
  pid: 17,
  engine: 'onnx',
  device: 'CPU, 1 thread',
  slots: 2,
  state: 'ready',
  startedAt: START,
  lastSeenAt: START,
  secondsAgo: 1.4,
  runs: [
    {
      study: studyId,
      trial: 0,
      attempt: 1,
      epoch: 2,
      epochs: 5,
      step: 211,
      steps: 422,
      stepsPerSecond: 41.25,
    },
  ],
};

export const lineOf = (row: TrialRow, isSeed = false, place = row.rank): LeaderboardRow => ({
  kind: 'trial',
  id: row.number,
  trial: row,
  place,
  tries: row.attempt,
  isSeed,
});

export const listOf = (rows: readonly LeaderboardRow[], position = 0): Snapshot['leaderboard'] => ({
  rows,
  offset: 0,
  position,
  total: rows.length,
  seeds: { total: 0, above: 0 },
});

/** 4 of 10 epochs done in 100 s: trial 1 is complete, trial 0 trains. */
export const snapshot: Snapshot = {
  study,
  leaderboard: listOf([
    lineOf(trained(1, [0.27, 0.18, 0.0412], { rank: 1, trainSeconds: 62 })),
    lineOf(trained(0, [0.275], { rank: 2, state: 'running', attempt: 2, trainSeconds: 21 })),
  ]),
  groups: [],
  verdict: null,
  workers: [worker],
  activity: [{ id: 1, at: START, trial: 1, kind: 'complete', message: 'trial 1 complete' }],
  opened: [],
  now: NOW,
};
