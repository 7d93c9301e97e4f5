import type { Distribution, Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { drawFields } from './draw-fields.js';

/**
 * Random search: each field is drawn on its own from its distribution (Bergstra & Bengio 2012), from a random stream of
 * its own, so searching one field more leaves the others as they were. Throws a RangeError where the conditions of the
 * space form a circle.
 */
export const suggestRandom = (spec: StudySpec, index: number): Params =>
  drawFields(spec, (field, distribution) =>
    draw(distribution, RandomStream.of(spec.seed, 'trial', index, field)),
  );

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
