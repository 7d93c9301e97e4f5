import { RandomStream } from '@ram-sweep/random';
import type { StudySpec } from '@ram-sweep/protocol';
import { bracketsOf } from './brackets.js';
import { Ladder } from './ladder.js';

/** How many trials come to a rung. */
export interface ExpectedRung {
  readonly epochs: number;
  readonly trials: number;
}

/** What a search is expected to train. */
export interface ExpectedSearch {
  /** By their epochs; empty where the study has no rungs. */
  readonly rungs: readonly ExpectedRung[];
  /** Of all trials together. */
  readonly epochs: number;
}

/** More trials than that are as many times the same. */
const MOST_PLAYED = 5_000;
/** Trials of a rung that are judged in one go. */
const AT_ONCE = 256;

/**
 * Plays the search through on the study's own rungs: trials have ranks at random that stay the same at each rung. Which
 * of them are promoted depends on real results; how many, hardly. `epochsOf`: the epochs that trial `index` has.
 */
export function expectedSearch(
  spec: Pick<StudySpec, 'pruner' | 'config'>,
  trials: number,
  epochsOf: (index: number) => number,
): ExpectedSearch {
  const played = Math.min(trials, MOST_PLAYED);
  const scale = trials / played;
  const reached = playSearch(spec, played, epochsOf);
  const rungs = [...new Set(reached)]
    .toSorted((a, b) => a - b)
    .map((epochs) => ({
      epochs,
      trials: Math.round(scale * reached.filter((each) => each >= epochs).length),
    }));
  const epochs = Math.round(scale * reached.reduce((sum, each) => sum + each, 0));
  return { rungs: bracketsOf(spec).length > 0 ? rungs : [], epochs };
}

/** The epochs that each trial comes to. */
function playSearch(
  spec: Pick<StudySpec, 'pruner' | 'config'>,
  trials: number,
  epochsOf: (index: number) => number,
): number[] {
  const full = Array.from({ length: trials }, (_, index) => epochsOf(index));
  if (bracketsOf(spec).length === 0) return full;
  const ladder = new Ladder(spec);
  const ranks = RandomStream.of(1, 'expected search').uniforms(trials, 0, 1);
  const reached = full.map(() => 0);
  for (let isSettled = true; isSettled;) {
    isSettled = false;
    for (const { index, rung } of ladder.awaited(trials, AT_ONCE).flat()) {
      reached[index] = Math.max(reached[index]!, Math.min(rung, full[index]!));
      ladder.settle({ index, rung, outcome: ranks[index]! });
      isSettled = true;
    }
  }
  return reached;
}
