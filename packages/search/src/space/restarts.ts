import type { StudySpec, TrialConfig } from '@ram-sweep/protocol';
import { bracketOf } from '../pruners/rungs/brackets.js';

/**
 * Where there are rungs a trial may end at any of them, so its learning rate falls to zero at each: those that are
 * compared there have all annealed inside the epochs that they had. Above it the rate starts anew (warm restarts,
 * Loshchilov & Hutter 2017).
 */
export function restarts(spec: Pick<StudySpec, 'pruner' | 'config'>, index: number): Partial<TrialConfig> {
  const bracket = bracketOf(spec, index);
  if (bracket === undefined) return {};
  return { restartEpoch: bracket.minEpochs, restartFactor: bracket.reductionFactor };
}
