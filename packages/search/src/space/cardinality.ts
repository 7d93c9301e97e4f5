import type { SearchSpace, StudySpec } from '@ram-sweep/protocol';
import { Combinations } from './combinations.js';
import { allValues } from './values.js';

type Searched = Pick<StudySpec, 'space' | 'config'>;

const known = new WeakMap<Searched, Combinations | null>();

/** All configs of a discrete space, whose fields are all integer or categorical; null if one is continuous. */
export function allCombinations(spec: Searched): Combinations | null {
  let combinations = known.get(spec);
  if (combinations === undefined) {
    const space: SearchSpace = spec.space;
    const discrete = Object.values(space).every((distribution) => allValues(distribution) !== null);
    combinations = discrete ? new Combinations(space, spec.config, (field) => allValues(field)!) : null;
    known.set(spec, combinations);
  }
  return combinations;
}

/** How many configs a space has, each conditional field counted where its conditions hold; Infinity if continuous. */
export const cardinality = (spec: Searched): number => allCombinations(spec)?.count ?? Infinity;
