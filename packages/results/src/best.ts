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
  const { source, trial, group } = winner;
  return {
    source,
    trial: trial.number,
    searchTrial: group?.repeats ?? trial.number,
    params: trial.params,
    validation: group?.validation ?? { mean: trial.bestValidationError ?? 1, count: 1, halfWidth: null },
  };
}

/** `3.10% ± 0.40 (trial 4, 3 seeds)`, or before finalists are complete `2.90% (trial 4; search, one seed)`. */
export function describeBest({ source, searchTrial, validation }: Best): string {
  if (source === 'search') return `${percent(validation.mean)} (trial ${searchTrial}; search, one seed)`;
  return `${interval(validation)} (trial ${searchTrial}, ${counted(validation.count, 'seed')})`;
}
