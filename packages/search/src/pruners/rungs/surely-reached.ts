import type { StudySpec } from '@ram-sweep/protocol';
import { bracketAt, bracketsOf, type Bracket } from './brackets.js';

/**
 * The most epochs that at least one of `trials` trials comes to, whatever their results: a rung promotes ⌊n/η⌋ of its n
 * trials in any case, and more only if results come in a lucky order. `epochs`: those of a trial that is never pruned.
 */
export function surelyReached(
  spec: Pick<StudySpec, 'pruner' | 'config'>,
  trials: number,
  epochs: number,
): number {
  const brackets = bracketsOf(spec);
  if (brackets.length === 0) return epochs;
  const sizes = trialsOfEach(brackets, trials);
  return Math.max(...brackets.map((bracket, place) => climb(bracket, sizes[place]!, epochs)));
}

/** More trials than that are spread as their brackets are weighted. */
const MOST_COUNTED = 10_000;

function trialsOfEach(brackets: readonly Bracket[], trials: number): number[] {
  const all = brackets.reduce((sum, { weight }) => sum + weight, 0);
  if (trials > MOST_COUNTED) return brackets.map(({ weight }) => Math.floor((trials * weight) / all));
  const sizes = brackets.map(() => 0);
  for (let index = 0; index < trials; index += 1) sizes[bracketAt(brackets, index)]! += 1;
  return sizes;
}

function climb({ minEpochs, reductionFactor }: Bracket, trials: number, epochs: number): number {
  if (trials === 0) return 0;
  let [rung, left] = [minEpochs, trials];
  while (rung < epochs) {
    left = Math.floor(left / reductionFactor);
    if (left === 0) return rung;
    rung *= reductionFactor;
  }
  return epochs;
}
