import { compileTrialConfig, studySpecSchema, type Params } from '@ram-sweep/protocol';
import type { GroupRow, LeaderboardRow, StudyResult } from '@ram-sweep/results';
import { rankFinalists } from '@ram-sweep/search/finalists';
import type {
  RecentAttempt,
  RepeatedTrialRow,
  StudySummary,
  TrialRow,
  WorkerRow,
} from '@ram-sweep/store/read';
import { studyParams } from '../src/params.js';
import { errorTicks } from '../src/charts/error-ticks.js';
import type { StudyPicture } from '../src/study/read-picture.js';
import type { StudyData } from '../src/study/read-study.js';

export const NOW = new Date('2026-01-01T14:00:00Z');

/** So many seconds before NOW. */
export const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

const STUDY_ID = '6f9b1f0e-0000-4000-8000-000000000001';

/** A complete trial of the search of two epochs. */
export function trial(number: number, values: Partial<TrialRow> = {}): TrialRow {
  const params: Params = { std: 0.05 + number / 100, glimpses: 2 + (number % 7), scale: 1 + (number % 3) };
  return {
    number,
    rank: number + 1,
    phase: 'search',
    repeats: null,
    searchIndex: number,
    state: 'complete',
    params,
    config: compileTrialConfig({ ...params, epochs: 2 }),
    attempt: 1,
    worker: 'box-17-abc',
    epochs: 2,
    epochsTotal: 2,
    bestValidationError: 0.05 + number / 100,
    bestEpoch: 2,
    curve: [0.3, 0.05 + number / 100],
    trainSeconds: 60,
    startedAt: ago(600),
    finishedAt: ago(300),
    failure: null,
    tests: [],
    testError: null,
    ...values,
  };
}

const counts = {
  planned: 0,
  waiting: 3,
  running: 1,
  paused: 0,
  complete: 6,
  pruned: 0,
  failed: 0,
  cancelled: 0,
};
const NOTHING = { trials: 0, over: 0, running: 0, epochsDone: 0, epochsTotal: 0 };

/** A search under way: six of ten trials complete, one training. */
export function study(values: Partial<StudyResult> = {}): StudyResult {
  const summary: StudySummary = {
    id: STUDY_ID,
    name: 'mnist-28',
    spec: studySpecSchema.parse({
      name: 'mnist-28',
      dataset: { name: 'mnist' },
      trials: 10,
      config: { epochs: 2 },
    }),
    state: 'active',
    stoppedBy: null,
    surplus: 0,
    createdAt: ago(7200),
    counts,
    hasCoordinator: true,
    driven: true,
    trials: 10,
    epochsDone: 13,
    epochsTotal: 20,
    phases: {
      search: { trials: 10, over: 6, running: 1, epochsDone: 13, epochsTotal: 20 },
      finalist: NOTHING,
      control: NOTHING,
    },
    drivenSeconds: 1300,
    firstStartedAt: ago(1300),
    lastEventAt: ago(5),
  };
  const best = {
    source: 'search' as const,
    trial: 0,
    searchTrial: 0,
    params: trial(0).params,
    validation: { mean: 0.05, count: 1, halfWidth: null },
    inTraining: 0,
  };
  return { ...summary, best, ...values };
}

export const worker = (values: Partial<WorkerRow> = {}): WorkerRow => ({
  id: 'box-17-abc',
  host: 'box',
  pid: 17,
  engine: 'onnx',
  device: 'two cores of a CPU',
  slots: 2,
  state: 'ready',
  runs: [
    {
      study: STUDY_ID,
      trial: 6,
      attempt: 1,
      epoch: 1,
      epochs: 2,
      step: 100,
      steps: 400,
      stepsPerSecond: 12.5,
    },
  ],
  startedAt: ago(1400),
  lastSeenAt: ago(1),
  secondsAgo: 1,
  ...values,
});

/** An attempt from so many seconds ago until so many; null: it runs. */
export const attempt = (
  trialNumber: number,
  from: number,
  to: number | null,
  values: Partial<RecentAttempt> = {},
): RecentAttempt => ({
  trial: trialNumber,
  attempt: 1,
  worker: 'box-17-abc',
  slots: 2,
  state: to === null ? 'running' : 'complete',
  startedAt: ago(from),
  endedAt: to === null ? null : ago(to),
  ...values,
});

export const lineOf = (row: TrialRow, isSeed = false, place = row.rank): LeaderboardRow => ({
  kind: 'trial',
  id: row.number,
  trial: row,
  isSeed,
  place,
  tries: row.attempt,
});

/** Three seeds of the config of trial 0 as finalists, complete, and the row of their config. */
export function finalists(): { row: GroupRow; seeds: TrialRow[] } {
  const seeds = [0.04, 0.05, 0.06].map((bestValidationError, index) =>
    trial(20 + index, { phase: 'finalist', repeats: 0, bestValidationError, searchIndex: null }),
  );
  const [group] = rankFinalists<RepeatedTrialRow>(seeds);
  return {
    row: { kind: 'group', id: 'finalist 0 learned', group: group!, place: 1, isExpanded: true },
    seeds,
  };
}

const sixTrials = (): TrialRow[] => Array.from({ length: 6 }, (_, number) => trial(number));

/** What is drawn of that study as a whole. */
export function samplePicture(): StudyPicture {
  return {
    best: { improvements: [{ trial: 0, error: 0.05 }], last: 5 },
    curves: sixTrials().map(({ number, curve }) => ({ trial: number, curve })),
    spread: {
      errors: errorTicks(0.05, 0.1),
      columns: 160,
      rows: 80,
      every: 1,
      fields: [{ field: 'std', cells: [{ column: 10, row: 0, trials: 1 }] }],
    },
    attempts: [attempt(6, 60, null), attempt(5, 120, 60)],
    provenance: {
      priors: [],
      interventions: [],
      environments: [{ environment: 'onnx 1, a CPU, Node 20', trials: 7 }],
    },
  };
}

/** What the page of that study shows. */
export function studyData(values: Partial<StudyData> = {}, query = ''): StudyData {
  const trials = sixTrials();
  return {
    params: studyParams('mnist-28', new URLSearchParams(query)),
    filterError: null,
    study: study(),
    leaderboard: {
      rows: trials.map((row) => lineOf(row)),
      offset: 0,
      position: 0,
      total: 10,
      seeds: { total: 0, above: 0 },
    },
    groups: [],
    workers: [worker()],
    opened: [],
    activity: [{ id: 1, at: ago(5), trial: 5, kind: 'complete', message: 'trial 5 complete: 10.00%' }],
    now: NOW,
    winner: { source: 'search', trial: trials[0]!, group: null, controls: [], inTraining: 0 },
    failures: [],
    picture: samplePicture(),
    glimpses: null,
    ...values,
  };
}
