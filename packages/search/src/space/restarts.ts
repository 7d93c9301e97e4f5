import type { StudySpec, TrialConfig } from '@ram-sweep/protocol';

/**
 * Under asha a trial may end at any rung, so its learning rate falls to zero at each: those that are compared there
 * have all annealed inside the epochs that they had. Above it the rate starts anew (warm restarts, Loshchilov &
 * Hutter 2017).
 */
export function restarts({ pruner }: Pick<StudySpec, 'pruner'>): Partial<TrialConfig> {
  if (pruner.name !== 'asha') return {};
  return { restartEpoch: pruner.minEpochs, restartFactor: pruner.reductionFactor };
}
