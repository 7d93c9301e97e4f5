import type { StudySummary, TrialRow } from '@ram-sweep/store/read';

/** The numbers at the head of the page. */
export interface StudyFacts {
  /** The search trial of smallest validation error; null before the first epoch. */
  readonly best: TrialRow | null;
  readonly searchTrials: number;
  readonly epochs: number;
  /** Seconds of training, summed up over all trials. */
  readonly trainSeconds: number;
  /** Seconds from the first start to the last event; null before. */
  readonly wallSeconds: number | null;
}

export function studyFacts(study: StudySummary, trials: readonly TrialRow[]): StudyFacts {
  const { firstStartedAt, lastEventAt } = study;
  const search = searchTrials(trials);
  return {
    best: bestOf(search),
    searchTrials: search.length,
    epochs: trials.reduce((sum, { epochs }) => sum + epochs, 0),
    trainSeconds: trials.reduce((sum, { trainSeconds }) => sum + trainSeconds, 0),
    wallSeconds:
      firstStartedAt && lastEventAt ? (lastEventAt.getTime() - firstStartedAt.getTime()) / 1000 : null,
  };
}

/** Trials whose params were drawn; finalists and controls repeat them. */
export const searchTrials = (trials: readonly TrialRow[]): TrialRow[] =>
  trials.filter(({ phase }) => phase === 'search');

/** Of trials that are given best first. */
const bestOf = (trials: readonly TrialRow[]): TrialRow | null =>
  trials.find(({ bestValidationError }) => bestValidationError !== null) ?? null;
