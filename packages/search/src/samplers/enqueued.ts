import type { Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { accepts } from '../require/accepts.js';
import { drawRandom } from './random.js';

/** Draws of what a config leaves out, until `require` accepts the whole. */
const ATTEMPTS = 10_000;

/** Values of trial config fields that a person wrote down. */
export type GivenConfig = StudySpec['first'][number];

/**
 * The params of trial `index` if the study's `first` has them: trial 0 has the first of the list. Null beyond its
 * end. Throws a RangeError if its requirements cannot be met, which the checks of study files find out.
 */
export function enqueuedParams(spec: StudySpec, index: number): Params | null {
  const given = spec.first[index];
  if (given === undefined) return null;
  const params = completedParams(spec, index, given);
  if (params === null) throw new RangeError(`first[${index}] does not meet what the study requires`);
  return params;
}

/**
 * The params of trial `index` by a config that names some of its fields. Those that are searched and left out are
 * drawn as random search draws them; those that are not searched are ignored. Null if none of 10,000 draws meets
 * `require`.
 */
export function completedParams(spec: StudySpec, index: number, given: GivenConfig): Params | null {
  const values = namedValues(given);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const params = drawRandom(spec, index, attempt, values);
    if (accepts(spec, params)) return params;
    if (Object.keys(params).every((field) => Object.hasOwn(values, field))) return null;
  }
  return null;
}

function namedValues(given: GivenConfig): Params {
  const entries: readonly [string, ParamValue | undefined][] = Object.entries(given);
  return Object.fromEntries(entries.filter((entry): entry is [string, ParamValue] => entry[1] !== undefined));
}
