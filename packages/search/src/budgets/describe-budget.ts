import { counted, percent } from '@ram-sweep/format';
import type { StudySpec } from '@ram-sweep/protocol';

/** What ends the search of a study, for people: `40 trials, or 500 epochs, or until a validation error of 3.00%`. */
export function describeBudget({ trials, budget }: Pick<StudySpec, 'trials' | 'budget'>): string {
  const { epochs, hours, target, patience } = budget;
  return [
    trials === null ? [] : counted(trials, 'trial'),
    epochs === undefined ? [] : counted(epochs, 'epoch'),
    hours === undefined ? [] : counted(hours, 'hour'),
    target === undefined ? [] : `until a validation error of ${percent(target)}`,
    patience === undefined ? [] : `until ${counted(patience, 'trial')} in a row are no better`,
  ]
    .flat()
    .join(', or ');
}
