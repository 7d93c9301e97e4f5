import type { TrialRow } from '@ram-sweep/store/read';

/** `trial 3`; one that repeats it with another seed is `trial 3, its finalist 8` or `trial 3, its control 12`. */
export const namedTrial = ({
  number,
  phase,
  repeats,
}: Pick<TrialRow, 'number' | 'phase' | 'repeats'>): string =>
  repeats === null ? `trial ${number}` : `trial ${repeats}, its ${phase} ${number}`;
