import { compileTrialConfig, studySpecSchema, type TrialConfig } from '@ram-sweep/protocol';
import { winnerOf, type RepeatTest, type Winner } from '@ram-sweep/results';
import type { FoundWinner } from '@ram-sweep/results/records';
import { meanInterval, rankFinalists } from '@ram-sweep/search/finalists';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';

const spec = studySpecSchema.parse({
  name: 'digits',
  dataset: { name: 'glyphs', canvas: 'translated', size: 40 },
  trials: 12,
  pruner: { name: 'asha', minEpochs: 6, reductionFactor: 2 },
  finalists: { top: 1, seeds: 3 },
  config: { epochs: 24 },
});

/** Twelve trials, one finalist config with three seeds and six controls, all over. */
export const study: StudySummary = {
  id: 'b5c7f0de-0000-4000-8000-000000000000',
  name: 'digits',
  spec,
  state: 'complete',
  createdAt: new Date(0),
  counts: { planned: 0, waiting: 0, running: 0, paused: 0, complete: 12, pruned: 9, failed: 0, cancelled: 0 },
  trials: 21,
  surplus: 0,
  epochsDone: 300,
  epochsTotal: 300,
  hasCoordinator: false,
  driven: false,
  phases: {
    search: { trials: 12, over: 12, running: 0, epochsDone: 84, epochsTotal: 84 },
    finalist: { trials: 3, over: 3, running: 0, epochsDone: 72, epochsTotal: 72 },
    control: { trials: 6, over: 6, running: 0, epochsDone: 144, epochsTotal: 144 },
  },
  drivenSeconds: 60,
  stoppedBy: null,
  firstStartedAt: new Date(0),
  lastEventAt: new Date(0),
};

const params = { std: 0.0923394170247773, glimpses: 5, scale: 2 };

export function trial(number: number, error: number, more: Partial<TrialRow> = {}): TrialRow {
  return {
    number,
    rank: null,
    phase: 'search',
    repeats: null,
    searchIndex: number,
    state: 'complete',
    params,
    config: compileTrialConfig({
      ...params,
      epochs: 24,
      restartEpoch: 6,
      restartFactor: 2,
      seed: 100 + number,
    }),
    attempt: 1,
    worker: 'box-1',
    epochs: 24,
    epochsTotal: 24,
    bestValidationError: error,
    bestEpoch: 20,
    curve: [],
    trainSeconds: 9,
    startedAt: new Date(0),
    finishedAt: new Date(0),
    failure: null,
    tests: [],
    testError: null,
    ...more,
  };
}

/** The config of trial 3 again, with a policy, one training for each error. */
function repeats(policy: TrialConfig['policy'], from: number, errors: readonly number[]): TrialRow[] {
  const phase = policy === 'learned' ? 'finalist' : 'control';
  return errors.map((error, index) => {
    const config = compileTrialConfig({ ...params, epochs: 24, restartFactor: 2, seed: 7 + index, policy });
    return trial(from + index, error, { phase, repeats: 3, searchIndex: null, config });
  });
}

/** The winner by these errors of its policies. */
export const winnerBy = (
  learned: readonly number[],
  frozen: readonly number[],
  random: readonly number[],
): Winner =>
  winnerAmong([
    ...repeats('learned', 12, learned),
    ...repeats('random', 15, random),
    ...repeats('frozen', 18, frozen),
  ]);

/**
 * The same, each training with its validation error on the test images too, and with ten times less over 10 rollouts.
 */
export function tested({ group, controls }: Winner): Winner {
  const trials = [group!, ...controls].flatMap((each) => each.trials);
  return winnerAmong(
    trials.map((one) => ({
      ...one,
      tests: [
        { policy: 'mean', rollouts: 1, error: one.bestValidationError ?? 1 },
        { policy: 'sampled', rollouts: 10, error: (one.bestValidationError ?? 1) / 10 },
      ],
    })),
  );
}

const winnerAmong = (trials: readonly TrialRow[]): Winner =>
  winnerOf(
    rankFinalists(trials).map((group) => ({ ...group, tests: testsOf(group.trials) })),
    trial(3, 0.02),
  )!;

/** The mean over the trainings for each way of testing, in the order of the first one's. */
const testsOf = (trials: readonly TrialRow[]): RepeatTest[] =>
  (trials[0]?.tests ?? []).map(({ policy, rollouts }, way) => ({
    policy,
    rollouts,
    ...meanInterval(trials.flatMap(({ tests }) => tests[way]?.error ?? [])),
  }));

export const found = (winner: Winner): FoundWinner => ({
  study,
  winner,
  provenance: { priors: [], interventions: [], environments: [] },
});
