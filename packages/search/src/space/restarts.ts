import type { StudySpec, TrialConfig } from '@ram-sweep/protocol';
import { bracketOf } from '../pruners/rungs/brackets.js';

/**
 * With rungs a trial may end at any of them, so its learning rate falls to zero at each: trials that are compared
 * there have all annealed within the epochs they had. Above a rung the rate restarts (warm restarts, Loshchilov &
 * Hutter 2017).
 */
export function restarts(spec: Pick<StudySpec, 'pruner' | 'config'>, index: number): Partial<TrialConfig> {
  const bracket = bracketOf(spec, index);
  if (bracket === undefined) return {};
  return { restartEpoch: bracket.minEpochs, restartFactor: bracket.reductionFactor };
}
