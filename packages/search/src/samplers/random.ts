import type { Distribution, Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { conditionsHold, dependencyOrder } from './conditions.js';

/**
 * Random search: each field is drawn on its own from its distribution (Bergstra & Bengio 2012), from a random stream of
 * its own, so searching one field more leaves the others as they were. Throws a RangeError where the conditions of the
 * space form a circle.
 */
export function suggestRandom({ seed, space, config }: StudySpec, index: number): Params {
  const { order } = dependencyOrder(space);
  if (order.length < Object.keys(space).length)
    throw new RangeError('the conditions of the search space form a circle');
  const drawn: Record<string, ParamValue> = {};
  for (const field of order) {
    const distribution = (space as Readonly<Record<string, Distribution>>)[field];
    if (distribution === undefined || !conditionsHold(distribution, drawn, config)) continue;
    drawn[field] = draw(distribution, RandomStream.of(seed, 'trial', index, field));
  }
  return Object.freeze(drawn);
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
