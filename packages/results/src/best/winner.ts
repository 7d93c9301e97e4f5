import {
  finalistsInTraining,
  winningFinalist,
  type RankedTrial,
  type RepeatGroup,
} from '@ram-sweep/search/finalists';
import { readTrials, type Reader, type TrialRow } from '@ram-sweep/store/read';
import { readRepeats, type RepeatResult } from './repeats.js';

/** The best that a study has found, and on what grounds. */
export interface Winner<Trial extends RankedTrial = TrialRow, Group = RepeatResult> {
  /**
   * `finalist`: of the configs that were trained again with fresh seeds the one of smallest mean validation error.
   * `search`: the trial of smallest validation error, which may owe something to luck.
   */
  readonly source: 'finalist' | 'search';
  /** A trial that has the config: of a finalist the seed of smallest validation error. */
  readonly trial: Trial;
  /** The finalist's seeds together; null for a trial of the search. */
  readonly group: Group | null;
  /** The controls of that finalist's config. */
  readonly controls: readonly Group[];
  /** Finalist configs that are still in training, and may yet do better. */
  readonly inTraining: number;
}

/**
 * The one definition of the best: a finalist once all of them are over, the search's best trial before. While finalists
 * train that a longer search has added, it stays the best of those before. The test split has no say in it.
 * `groups`: finalists, best first, then controls; `searched`: the search's best trial.
 * Null where no trial has finished an epoch.
 */
export function winnerOf<Trial extends RankedTrial, Group extends RepeatGroup<Trial>>(
  groups: readonly Group[],
  searched: Trial | null,
): Winner<Trial, Group> | null {
  const first = winningFinalist(groups);
  const trial = first && bestSeed<Trial>(first);
  const inTraining = finalistsInTraining(groups);
  if (first && trial) {
    const controls = groups.filter(({ phase, repeats }) => phase === 'control' && repeats === first.repeats);
    return { source: 'finalist', trial, group: first, controls, inTraining };
  }
  return searched && { source: 'search', trial: searched, group: null, controls: [], inTraining };
}

/** The winner of a study with curves and test errors; null where no trial has finished an epoch. */
export async function findWinner(reader: Reader, studyId: string): Promise<Winner | null> {
  return winnerOf(await readRepeats(reader, studyId), await bestOfSearch(reader, studyId));
}

/** The trial of the search with the smallest validation error. */
export async function bestOfSearch(reader: Reader, studyId: string): Promise<TrialRow | null> {
  const [best] = await readTrials(reader, studyId, { phases: ['search'], ranked: true, limit: 1 });
  return best ?? null;
}

function bestSeed<Trial extends RankedTrial>({ trials }: RepeatGroup<Trial>): Trial | undefined {
  return trials
    .filter(({ state }) => state === 'complete')
    .toSorted((a, b) => (a.bestValidationError ?? 1) - (b.bestValidationError ?? 1))[0];
}
