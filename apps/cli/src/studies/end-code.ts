import { isFruitless } from '@ram-sweep/results';
import type { StudySummary } from '@ram-sweep/store/read';
import { exitCodes } from '../errors.js';

/** What a command ends with that followed a study to this state. */
export function endCode(study: Pick<StudySummary, 'state' | 'counts'>): number {
  if (study.state === 'stopped') return exitCodes.stopped;
  return study.state === 'complete' && isFruitless(study) ? exitCodes.failure : exitCodes.ok;
}
