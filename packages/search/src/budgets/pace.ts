import type { StudySpec } from '@ram-sweep/protocol';

/** How many trials a sampler that does not learn draws ahead at least, so that no worker waits. */
export const LOOKAHEAD = 64;

/** For a sampler that does not learn: the default of those that do. */
const DEFAULT_PACE = 8;

/**
 * Whether a budget besides the number of trials ends the search: then its trials are drawn as it moves on, and
 * promotions count in trial order.
 */
export const endsSearch = ({ budget }: Pick<StudySpec, 'budget'>): boolean =>
  budget.epochs !== undefined ||
  budget.hours !== undefined ||
  budget.target !== undefined ||
  budget.patience !== undefined;

/** How many trials train their first rung while one does, as far as the budgets' order is concerned. */
export const paceOf = ({ sampler }: Pick<StudySpec, 'sampler'>): number =>
  'lag' in sampler ? sampler.lag + 1 : DEFAULT_PACE;
