import { compileTrialConfig, studySpecSchema, type Params } from '@ram-sweep/protocol';
import { winnerOf, type RepeatResult, type Winner } from '@ram-sweep/results';
import { rankFinalists } from '@ram-sweep/search/finalists';
import type { AttemptSpan, StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { StudyRecord } from '../src/index.js';

/** When everything starts. */
const START = new Date('2026-01-01T12:00:00Z');

/** A complete search trial of one epoch with validation error 0.5, but for what is given. */
export function trial(number: number, values: Partial<TrialRow> = {}): TrialRow {
  const error = values.bestValidationError === undefined ? 0.5 : values.bestValidationError;
  return {
    number,
    rank: null,
    phase: 'search',
    repeats: null,
    searchIndex: number,
    state: 'complete',
    params: {},
    config: compileTrialConfig({ epochs: 1 }),
    attempt: 1,
    worker: 'box-17-abc',
    epochs: 1,
    epochsTotal: 1,
    bestValidationError: error,
    bestEpoch: error === null ? null : 1,
    curve: error === null ? [] : [error],
    trainSeconds: 60,
    startedAt: START,
    finishedAt: START,
    failure: null,
    tests: [],
    testError: null,
    ...values,
  };
}

/** A complete search trial by its params and validation error. */
export const searched = (number: number, params: Params, bestValidationError: number): TrialRow =>
  trial(number, { params, bestValidationError });

const NOTHING = { trials: 0, over: 0, running: 0, epochsDone: 0, epochsTotal: 0 };

export function study(values: Partial<StudySummary> = {}): StudySummary {
  return {
    id: '6f9b1f0e-0000-4000-8000-000000000001',
    name: 'mnist-28',
    spec: studySpecSchema.parse({ name: 'mnist-28', dataset: { name: 'mnist' }, trials: 2 }),
    state: 'complete',
    stoppedBy: null,
    surplus: 0,
    createdAt: START,
    counts: {
      planned: 0,
      waiting: 0,
      running: 0,
      paused: 0,
      complete: 2,
      pruned: 0,
      failed: 0,
      cancelled: 0,
    },
    hasCoordinator: false,
    driven: false,
    trials: 2,
    epochsDone: 2,
    epochsTotal: 2,
    phases: {
      search: { trials: 2, over: 2, running: 0, epochsDone: 2, epochsTotal: 2 },
      finalist: NOTHING,
      control: NOTHING,
    },
    drivenSeconds: 7_200,
    firstStartedAt: START,
    lastEventAt: new Date('2026-01-01T14:00:00Z'),
    ...values,
  };
}

/** The best trial of a search that has no finalists. */
export const ofSearch = (best: TrialRow): Winner => ({
  source: 'search',
  trial: best,
  group: null,
  controls: [],
  inTraining: 0,
});

/** What the tables of a study with these trials, best first, would say. */
export function record(trials: readonly TrialRow[], values: Partial<StudyRecord> = {}): StudyRecord {
  const repeats = rankFinalists(trials).map((group) => ({ ...group, tests: [] }));
  const [best] = trials.filter(
    ({ phase, bestValidationError: error }) => phase === 'search' && error !== null,
  );
  return {
    study: study(),
    trials,
    listed: trials.filter(({ phase }) => phase === 'search'),
    winner: winnerOf<TrialRow, RepeatResult>(repeats, best ?? null),
    repeats,
    provenance: { priors: [], interventions: [], environments: [] },
    attempts: [],
    ...values,
  };
}

export const maker = { madeAt: new Date('2026-01-02T08:00:00Z'), version: '0.1.0', commit: null };

/** An attempt from one second to another after the start; while `to` is null it runs. */
export const attempt = (
  trialNumber: number,
  from: number,
  to: number | null,
  values: Partial<AttemptSpan> = {},
): AttemptSpan => ({
  trial: trialNumber,
  attempt: 1,
  worker: 'box-17-abc',
  slots: 2,
  outcome: to === null ? null : 'complete',
  lastEpoch: null,
  startedAt: after(from),
  endedAt: to === null ? null : after(to),
  ...values,
});

/** So many seconds after the start. */
export const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

/** A finalist of trial `repeats` with its error, or a control if a policy is given. */
export function repeated(
  number: number,
  repeats: number,
  bestValidationError: number,
  policy?: 'random' | 'frozen',
): TrialRow {
  const row = trial(number, {
    phase: policy ? 'control' : 'finalist',
    repeats,
    bestValidationError,
    searchIndex: null,
  });
  return policy ? { ...row, config: { ...row.config, policy } } : row;
}
