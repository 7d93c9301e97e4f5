import type { ReportTrial } from '../../report-trial.js';

/** What a trial is for, as far as the page gives it a colour. */
export type TrialKind = 'search' | 'finalist' | 'random' | 'frozen' | 'surplus';

export function kindOf(trial: Pick<ReportTrial, 'phase' | 'config'> | undefined): TrialKind {
  if (trial?.phase !== 'control') return trial?.phase ?? 'search';
  return trial.config.policy === 'frozen' ? 'frozen' : 'random';
}
