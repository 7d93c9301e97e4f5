import type { TrialDetail } from '@ram-sweep/store/read';

/** Whose images are shown: test images once `test` has looked at them; before that, those that are looked at anyway. */
export const shownSplit = ({ testResults }: Pick<TrialDetail, 'testResults'>): 'test' | 'validation' =>
  testResults.length > 0 ? 'test' : 'validation';
