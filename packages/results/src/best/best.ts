import { counted, interval, percent } from '@ram-sweep/format';
import type { Params } from '@ram-sweep/protocol';
import { rankFinalists, type MeanInterval, type RepeatGroup } from '@ram-sweep/search/finalists';
import {
  readRepeatedTrials,
  type Reader,
  type RepeatedTrialRow,
  type StudySummary,
} from '@ram-sweep/store/read';
import { bestOfSearch, winnerOf } from './winner.js';

/** The winner in few words, for lists of studies and for screens that are drawn often. */
export interface Best {
  readonly source: 'finalist' | 'search';
  /** A trial that has the config; of a finalist the seed of smallest validation error. */
  readonly trial: number;
  /** The trial of the search that had the config first. */
  readonly searchTrial: number;
  readonly params: Params;
  /** Of the finalist's seeds that are complete; the one error of a trial of the search. */
  readonly validation: MeanInterval;
  /** Finalist configs that are still in training, and may yet do better. */
  readonly inTraining: number;
}

/** The winner of a study, without curves; null where no trial has finished an epoch. */
export async function findBest(
  reader: Reader,
  { id, spec }: Pick<StudySummary, 'id' | 'spec'>,
): Promise<Best | null> {
  const repeated = spec.finalists === null ? [] : await readRepeatedTrials(reader, id);
  const winner = winnerOf<RepeatedTrialRow, RepeatGroup<RepeatedTrialRow>>(
    rankFinalists(repeated),
    await bestOfSearch(reader, id),
  );
  if (winner === null) return null;
  const { source, trial, group, inTraining } = winner;
  return {
    source,
    trial: trial.number,
    searchTrial: group?.repeats ?? trial.number,
    params: trial.params,
    validation: group?.validation ?? { mean: trial.bestValidationError ?? 1, count: 1, halfWidth: null },
    inTraining,
  };
}

/**
 * `3.10% ± 0.40 (trial 4, 3 seeds)`, with `; 2 more finalists in training` where a longer search has added some; or
 * before finalists are complete `2.90% (trial 4; search, one seed)`.
 */
export function describeBest({ source, searchTrial, validation, inTraining }: Best): string {
  if (source === 'search') return `${percent(validation.mean)} (trial ${searchTrial}; search, one seed)`;
  const seeds = `trial ${searchTrial}, ${counted(validation.count, 'seed')}`;
  return `${interval(validation)} (${[seeds, ...describeTraining({ inTraining })].join('; ')})`;
}

/** What is said beside a finalist's error while others train: `2 more finalists in training`; nothing otherwise. */
export const describeTraining = ({ inTraining }: Pick<Best, 'inTraining'>): string[] =>
  inTraining > 0 ? [`${counted(inTraining, 'more finalist')} in training`] : [];
