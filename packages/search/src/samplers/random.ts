import type { Distribution, Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { drawFields } from './draws/draw-fields.js';

/**
 * Random search: each field is drawn independently from its distribution (Bergstra & Bengio 2012), from its own
 * random stream, so searching one more field leaves the others unchanged. Throws a RangeError if the conditions of
 * the space form a cycle.
 *
 * `attempt` counts the draws of one trial, in case the first is not accepted; each has its own streams. `given`
 * holds values that fields have instead of a draw, if their conditions hold.
 */
export function drawRandom(spec: StudySpec, index: number, attempt = 0, given: Params = {}): Params {
  const streamOf = streams(spec.seed, index, attempt);
  return drawFields(spec, (field, distribution) => {
    const value = Object.hasOwn(given, field) ? given[field] : undefined;
    return value === undefined ? draw(distribution, streamOf(field)) : value;
  });
}

/** The first attempt has a stream for each field; the others, of which there may be many, have one each. */
function streams(seed: number, index: number, attempt: number): (field: string) => RandomStream {
  if (attempt === 0) return (field) => RandomStream.of(seed, 'trial', index, field);
  const stream = RandomStream.of(seed, 'trial', index, 'attempt', attempt);
  return () => stream;
}

/** uniform: [low, high). log-uniform: the logarithm is uniform. integer: both ends included. */
function draw(distribution: Distribution, random: RandomStream): ParamValue {
  if (distribution.distribution === 'categorical') {
    return distribution.choices[random.integer(0, distribution.choices.length - 1)]!;
  }
  const { low, high } = distribution;
  if (distribution.distribution === 'integer') return random.integer(low, high);
  if (distribution.distribution === 'uniform') return between(low, high, random.uniform());
  const value = Math.exp(between(Math.log(low), Math.log(high), random.uniform()));
  // exp(log(x)) may miss x by a rounding.
  return Math.min(Math.max(value, low), high);
}

const between = (low: number, high: number, share: number): number => low + (high - low) * share;
