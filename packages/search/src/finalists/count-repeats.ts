import type { StudySpec } from '@ram-sweep/protocol';

/**
 * How many finalists and controls a study is to have after a search of `results` trials that have a result (Infinity as
 * long as that is open): no more configs than that are trained again.
 */
export function countRepeats(
  { finalists }: Pick<StudySpec, 'finalists'>,
  results: number,
): { readonly finalists: number; readonly controls: number } {
  if (finalists === null || results === 0) return { finalists: 0, controls: 0 };
  const { top, seeds, controls, controlSeeds = seeds } = finalists;
  return { finalists: Math.min(top, results) * seeds, controls: controls.length * controlSeeds };
}
