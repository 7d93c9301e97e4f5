import type { StudySummary } from '@ram-sweep/store/read';

/** Whether trials failed and none came to an end that says something of its config. */
export const isFruitless = ({ counts }: Pick<StudySummary, 'counts'>): boolean =>
  counts.failed > 0 && counts.complete + counts.pruned === 0;
