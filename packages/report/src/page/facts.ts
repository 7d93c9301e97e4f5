import type { TrialRow } from '@ram-sweep/store/read';
import type { ReportData } from '../report-data.js';
import type { ReportTrial } from '../report-trial.js';

/** The numbers at the head of the page. */
export interface StudyFacts {
  readonly searchTrials: number;
  readonly epochs: number;
  /** Seconds of training, summed up over all trials. */
  readonly trainSeconds: number;
  /** Seconds from the first start to the last event; null before. */
  readonly wallSeconds: number | null;
}

export function studyFacts({ study, trials }: ReportData): StudyFacts {
  const { firstStartedAt, lastEventAt } = study;
  return {
    searchTrials: searchTrials(trials).length,
    epochs: trials.reduce((sum, { epochs }) => sum + epochs, 0),
    trainSeconds: trials.reduce((sum, { trainSeconds }) => sum + trainSeconds, 0),
    wallSeconds:
      firstStartedAt && lastEventAt ? (lastEventAt.getTime() - firstStartedAt.getTime()) / 1000 : null,
  };
}

/** Trials whose params were drawn; finalists and controls repeat them. */
export const searchTrials = (trials: readonly ReportTrial[]): ReportTrial[] =>
  trials.filter(({ phase }) => phase === 'search');

/** Number of the search trial that had the best config first. */
export const originOf = (best: TrialRow): number => best.repeats ?? best.number;
