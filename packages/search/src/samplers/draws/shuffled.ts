import type { Params, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { allCombinations } from '../../space/cardinality.js';
import { seededPermutation } from '../../space/permutation.js';

/** How many configs are examined before a space counts as exhausted. */
const MOST = 1_000_000;
/** Larger spaces have no exact ranks. Nobody exhausts them. */
const MOST_RANKED = 2 ** 52;

/**
 * The configs of a discrete space in a random order, each once; of a larger space the first million. None if the
 * space is continuous. The order follows from the seed of the study, and from the index of a trial if one is given.
 */
export function* shuffledCombinations(spec: StudySpec, index?: number): Generator<Params, undefined> {
  const combinations = allCombinations(spec);
  const size = combinations?.count ?? Infinity;
  if (combinations === null || size > MOST_RANKED) return;
  const labels = index === undefined ? ['combinations'] : ['combinations', index];
  const shuffled = seededPermutation(size, RandomStream.of(spec.seed, ...labels));
  for (let place = 0; place < Math.min(size, MOST); place += 1) yield combinations.at(shuffled(place));
}
