import type { StudySpec, TrialConfig } from '@ram-sweep/protocol';
import { expectedSearch, type ExpectedRung } from '@ram-sweep/search/pruners';

/** Trainings after the search. */
interface Repeats {
  readonly phase: 'finalists' | 'controls';
  /** The best configs of the search, or the policies that learn nothing. */
  readonly configs: number;
  readonly seeds: number;
  /** Of each training. */
  readonly epochs: number;
}

/** What a study would train, as far as it can be told before. */
export interface PlannedWork {
  /** Null: as many as its budget allows. */
  readonly trials: number | null;
  /** Of all trials of the search together, as expected; null where only results or the clock end it. */
  readonly searchEpochs: number | null;
  /** The same if every trial ran to its end. */
  readonly fullEpochs: number | null;
  readonly rungs: readonly ExpectedRung[];
  readonly repeats: readonly Repeats[];
}

/** `drawn`: configs as the search will have them, at least one; the epochs of its trials follow from them. */
export function plannedWork(spec: StudySpec, drawn: readonly TrialConfig[]): PlannedWork {
  const { trials, budget } = spec;
  const epochsOf = (index: number): number => drawn[index % drawn.length]!.epochs;
  const repeats = plannedRepeats(spec, mean(drawn.map(({ epochs }) => epochs)));
  if (trials === null)
    return { trials, searchEpochs: budget.epochs ?? null, fullEpochs: null, rungs: [], repeats };
  const { rungs, epochs } = expectedSearch(spec, trials, epochsOf);
  const fullEpochs = Math.round(trials * mean(drawn.map(({ epochs: each }) => each)));
  return { trials, searchEpochs: Math.min(epochs, budget.epochs ?? Infinity), fullEpochs, rungs, repeats };
}

function plannedRepeats({ finalists, trials }: StudySpec, epochsByDefault: number): Repeats[] {
  if (finalists === null) return [];
  const { top, seeds, epochs = Math.round(epochsByDefault), controls, controlSeeds = seeds } = finalists;
  const configs = Math.min(top, trials ?? top);
  return [
    { phase: 'finalists', configs, seeds, epochs },
    ...(controls.length > 0
      ? [{ phase: 'controls' as const, configs: controls.length, seeds: controlSeeds, epochs }]
      : []),
  ];
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Trainings of all phases together; null as that of the search. */
export function trainingsOf({ trials, repeats }: PlannedWork): number | null {
  if (trials === null) return null;
  return repeats.reduce((sum, { configs, seeds }) => sum + configs * seeds, trials);
}
