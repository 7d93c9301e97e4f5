import { counted, interval, percent } from '@ram-sweep/format';
import type { StudyResult } from '@ram-sweep/results';

type Best = NonNullable<StudyResult['best']>;

/** `3.10% ± 0.40`, and what it rests on: `trial 4, 3 seeds`. */
export function bestTexts({ source, searchTrial, validation }: Best): { value: string; note: string } {
  return source === 'search'
    ? { value: percent(validation.mean), note: `trial ${searchTrial}; search, one seed` }
    : { value: interval(validation), note: `trial ${searchTrial}, ${counted(validation.count, 'seed')}` };
}
