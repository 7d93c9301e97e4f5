import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import type { Snapshot, StudyResult } from '@ram-sweep/results';
import type { TrialRow, WorkerRow } from '@ram-sweep/store/read';

/** A study as the dashboard would read it, at a fixed moment: 4 of 10 epochs done, 100 s after the first trial began. */
const START = new Date('2026-01-01T12:00:00Z');

const trial = (number: number, values: Partial<TrialRow>): TrialRow => ({
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

const studyId = '6f9b1f0e-0000-4000-8000-000000000001';

const study: StudyResult = {
  id: studyId,
  name: 'mnist-28',
  stoppedBy: null,
  surplus: 0,
  spec: studySpecSchema.parse({
    name: 'mnist-28',
    dataset: { name: 'mnist' },
    trials: 2,
    config: { epochs: 5 },
  }),
  state: 'active',
  createdAt: START,
  counts: {
    planned: 0,
    waiting: 0,
    running: 1,
    paused: 0,
    complete: 1,
    pruned: 0,
    failed: 0,
    cancelled: 0,
  },
  hasCoordinator: true,
  driven: true,
  trials: 2,
  epochsDone: 4,
  epochsTotal: 10,
  best: {
    source: 'search',
    trial: 1,
    searchTrial: 1,
    params: { std: 0.1, glimpses: 3, scale: 1 },
    validation: { mean: 0.0412, count: 1, halfWidth: null },
  },
  firstStartedAt: START,
  lastEventAt: START,
};

const worker: WorkerRow = {
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
      step: 30,
      steps: 422,
      stepsPerSecond: 41.25,
    },
  ],
};

const complete = trial(1, {
  rank: 1,
  state: 'complete',
  attempt: 1,
  worker: 'box-17-abc',
  epochs: 3,
  bestValidationError: 0.0412,
  bestEpoch: 3,
  curve: [0.27, 0.18, 0.0412],
  trainSeconds: 62,
});
const running = trial(0, {
  rank: 2,
  state: 'running',
  attempt: 2,
  worker: 'box-17-abc',
  epochs: 1,
  bestValidationError: 0.275,
  bestEpoch: 1,
  curve: [0.275],
  trainSeconds: 21,
});

export const snapshot: Snapshot = {
  study,
  page: [complete, running],
  offset: 0,
  workers: [worker],
  activity: [{ id: 1, at: START, trial: 1, kind: 'complete', message: 'trial 1 complete' }],
  opened: null,
  now: new Date(START.getTime() + 100_000),
};
