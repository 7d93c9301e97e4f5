import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import {
  attentionVerdict,
  groupId,
  type LeaderboardRow,
  type Plots,
  type Snapshot,
} from '@ram-sweep/results';
import { rankFinalists } from '@ram-sweep/search/finalists';
import type { RepeatedTrialRow, TrialDetail, TrialRow } from '@ram-sweep/store/read';

import { NOW, START, countsOf, lineOf, listOf, snapshot, study, trained, worker } from './study.js';

/** A study that is complete, finalists and controls included, with its plots and all that is known of a trial. */
/** The curve of trial n: it falls from 80% to 4% and a percent for each n. */
const curveOf = (number: number): number[] =>
  Array.from({ length: 8 }, (_, epoch) => Math.max(0.04 + 0.01 * number, 0.8 * 0.5 ** epoch));

const search = Array.from({ length: 12 }, (_, number) =>
  trained(number, curveOf(number), {
    // Behind the four seeds of the finalists.
    rank: number + 5,
    state: number === 9 ? 'failed' : number > 9 ? 'pruned' : 'complete',
    epochsTotal: 8,
  }),
);

const repeat = (
  number: number,
  repeats: number,
  error: number,
  policy: 'learned' | 'random' | 'frozen' = 'learned',
): RepeatedTrialRow => ({
  number,
  phase: policy === 'learned' ? 'finalist' : 'control',
  repeats,
  params: search[repeats]!.params,
  config: compileTrialConfig({ epochs: 8, policy }),
  state: 'complete',
  bestValidationError: error,
  tests: [],
});

// Means: 4% and 6% of the finalists, 20% and 30% of the controls.
const repeated = [
  repeat(12, 0, 0.039),
  repeat(13, 0, 0.041),
  repeat(14, 1, 0.06),
  repeat(15, 1, 0.06),
  repeat(16, 0, 0.2, 'random'),
  repeat(17, 0, 0.2, 'random'),
  repeat(18, 0, 0.3, 'frozen'),
  repeat(19, 0, 0.3, 'frozen'),
];
const groups = rankFinalists(repeated);
const finalists = groups.filter(({ phase }) => phase === 'finalist');

const groupRows = groups.map((group): LeaderboardRow => ({
  kind: 'group',
  id: groupId(group),
  group,
  place: group.phase === 'finalist' ? finalists.indexOf(group) + 1 : null,
  isExpanded: false,
}));

/** A study that is complete: 12 trials, two finalists of two seeds, two controls of two. */
export const whole: Snapshot = {
  ...snapshot,
  study: {
    ...study,
    spec: studySpecSchema.parse({
      name: 'mnist-28',
      dataset: { name: 'mnist' },
      trials: 12,
      config: { epochs: 8 },
      finalists: { top: 2, seeds: 2 },
    }),
    state: 'complete',
    trials: 20,
    counts: countsOf({ complete: 17, failed: 1, pruned: 2 }),
    phases: {
      search: { trials: 12, over: 12, running: 0, epochsDone: 96, epochsTotal: 96 },
      finalist: { trials: 4, over: 4, running: 0, epochsDone: 32, epochsTotal: 32 },
      control: { trials: 4, over: 4, running: 0, epochsDone: 32, epochsTotal: 32 },
    },
    drivenSeconds: 3_725,
    best: {
      source: 'finalist',
      trial: 12,
      searchTrial: 0,
      params: search[0]!.params,
      validation: groups[0]!.validation!,
      inTraining: 0,
    },
  },
  leaderboard: listOf([...groupRows, ...search.map((row) => lineOf(row, false, row.number + 1))]),
  groups,
  verdict: attentionVerdict({
    group: groups[0]!,
    controls: groups.filter(({ phase }) => phase === 'control'),
  }),
  workers: [{ ...worker, runs: [] }],
};

export const plots: Plots = {
  bestSoFar: {
    improvements: [
      { index: 0, error: 0.2 },
      { index: 3, error: 0.08 },
      { index: 7, error: 0.04 },
    ],
    last: 11,
  },
  curves: search.slice(0, 3).map(({ number, curve }) => ({ trial: number, curve })),
  spread: ['std', 'glimpses', 'scale'].map((field, place) => ({
    field,
    cells: Array.from({ length: 12 }, (_, column) => ({
      column: column * (5 + place),
      row: (column * (place + 3)) % 8,
      trials: 1,
    })),
  })),
  attempts: [
    {
      trial: 3,
      worker: 'box-17-abc',
      slots: 2,
      state: 'running',
      attempt: 1,
      startedAt: new Date(NOW.getTime() - 20_000),
      endedAt: null,
    },
    {
      trial: 2,
      worker: 'box-17-abc',
      slots: 2,
      state: 'complete',
      attempt: 1,
      startedAt: new Date(NOW.getTime() - 60_000),
      endedAt: new Date(NOW.getTime() - 20_000),
    },
    {
      trial: 1,
      worker: 'box-17-abc',
      slots: 2,
      state: 'pruned',
      attempt: 1,
      startedAt: new Date(NOW.getTime() - 90_000),
      endedAt: new Date(NOW.getTime() - 50_000),
    },
  ],
};

/** All that is known of a trial whose row is at hand. */
export const detail = (row: TrialRow): TrialDetail => ({
  ...row,
  epochs: row.curve.map((validationError, index) => ({
    epoch: index + 1,
    steps: 422,
    learningRate: 0.001,
    trainLoss: validationError * 2,
    actionLoss: validationError,
    baselineLoss: 0,
    reinforceLoss: 0,
    trainError: validationError / 2,
    validationError,
    validationLoss: validationError,
    seconds: 12,
  })),
  attempts: [
    {
      attempt: 1,
      worker: 'box-17-abc',
      outcome: 'complete',
      failure: null,
      reason: null,
      environment: null,
      startedAt: START,
      endedAt: NOW,
    },
  ],
  testResults: [],
  checkpoints: [],
});
