import type { StudySpec } from '@ram-sweep/protocol';
import { bracketOf } from '@ram-sweep/search/pruners';

/** The epochs at which the trial at this place of the search is judged, first to last; none where no rungs are. */
export function rungsOf(spec: Pick<StudySpec, 'pruner' | 'config'>, index: number, epochs: number): number[] {
  const bracket = bracketOf(spec, index);
  if (bracket === undefined) return [];
  const rungs: number[] = [];
  for (let rung = bracket.minEpochs; rung < epochs; rung *= bracket.reductionFactor) rungs.push(rung);
  return rungs;
}
