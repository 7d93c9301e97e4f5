import type { TrialRow } from '@ram-sweep/store/read';
import { meanInterval, type MeanInterval } from './student-t.js';

/** Trainings of one config with different seeds: a finalist, or the best finalist with a policy that learns nothing. */
export interface RepeatGroup {
  readonly phase: 'finalist' | 'control';
  /** The search trial whose config it repeats. */
  readonly repeats: number | null;
  readonly policy: TrialRow['config']['policy'];
  /** Those that have an epoch, by number. */
  readonly trials: readonly TrialRow[];
  /** Of their best validation errors. */
  readonly validation: MeanInterval;
  /** Of the test errors that are known; null where none is. */
  readonly test: MeanInterval | null;
}

/** Finalists by mean validation error, then controls. */
export function repeatGroups(trials: readonly TrialRow[]): RepeatGroup[] {
  const repeated = trials.filter((trial) => trial.phase !== 'search' && trial.bestValidationError !== null);
  const groups = new Map<string, TrialRow[]>();
  for (const trial of repeated) {
    const key = `${trial.phase} ${trial.repeats} ${trial.config.policy}`;
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups.values()].map(groupOf).toSorted(byPhaseThenMean);
}

function groupOf(trials: readonly TrialRow[]): RepeatGroup {
  const { phase, repeats, config } = trials[0]!;
  const tested = trials.flatMap(({ testError }) => (testError === null ? [] : [testError]));
  return {
    phase: phase === 'control' ? 'control' : 'finalist',
    repeats,
    policy: config.policy,
    trials: trials.toSorted((a, b) => a.number - b.number),
    validation: meanInterval(trials.map(({ bestValidationError }) => bestValidationError ?? 1)),
    test: tested.length > 0 ? meanInterval(tested) : null,
  };
}

function byPhaseThenMean(a: RepeatGroup, b: RepeatGroup): number {
  if (a.phase !== b.phase) return a.phase === 'finalist' ? -1 : 1;
  return a.validation.mean - b.validation.mean;
}
