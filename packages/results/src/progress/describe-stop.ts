import type { SearchStop } from '@ram-sweep/protocol';
import type { StudySummary } from '@ram-sweep/store/read';

/** What ended the search of a study, where that was not its number of trials. */
export const budgetStop = ({ stoppedBy }: Pick<StudySummary, 'stoppedBy'>): SearchStop | null =>
  stoppedBy === null || stoppedBy.budget === 'trials' ? null : stoppedBy;

/** `after trial 12, by its target: trial 12 of the search reached 2.90%, and the target is 3.00%`. */
export const describeStop = ({ budget, index, reason }: SearchStop): string =>
  `after trial ${index}, by ${BY[budget]}: ${reason}`;

const BY: Readonly<Record<SearchStop['budget'], string>> = {
  trials: 'its number of trials',
  epochs: 'its budget of epochs',
  hours: 'its budget of hours',
  target: 'its target',
  patience: 'its patience',
  space: 'the end of its space',
};
