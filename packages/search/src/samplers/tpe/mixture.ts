import type { Distribution } from '@ram-sweep/protocol';
import type { RandomStream } from '@ram-sweep/random';
import type { Observation } from '../observation.js';
import { toModelScale } from '../model-scale.js';
import type { Group } from './groups.js';
import { categoricalKernels } from './kernels/categorical.js';
import { continuousKernels } from './kernels/continuous.js';
import type { Kernels } from './kernels/kernels.js';
import { wholeNumberKernels } from './kernels/whole-number.js';
import { kernelWeights } from './weights.js';

/** A point of a group's fields on the model's scale, in the group's order. */
export type Point = readonly number[];

/** A density over the fields of a group: a mixture of one product of kernels per observation, and the prior's. */
export interface Mixture {
  draw(this: void, random: RandomStream): Point;
  logDensity(this: void, point: Point): number;
}

/** Fitted on those observations that have all fields of the group (Falkner et al. 2018: one multivariate density). */
export function fitMixture(group: Group, observations: readonly Observation[]): Mixture {
  const points = observations.flatMap(({ params }) => {
    const point = group.map(([field, distribution]) => toModelScale(distribution, params[field]));
    return point.includes(undefined) ? [] : [point as Point];
  });
  const kernels = group.map(([, distribution], place) =>
    kernelsOf(
      distribution,
      points.map((point) => point[place]!),
    ),
  );
  const weights = kernelWeights(points.length);
  const logWeights = weights.map((weight) => Math.log(weight));
  const sums = new Float64Array(weights.length);
  return {
    draw: (random) => {
      const index = pick(weights, random);
      return kernels.map((each) => each.draw(index, random));
    },
    logDensity: (point) => {
      sums.set(logWeights);
      for (const [place, each] of kernels.entries()) each.addLogDensities(point[place]!, sums);
      return logSumExp(sums);
    },
  };
}

function kernelsOf(distribution: Distribution, values: readonly number[]): Kernels {
  if (distribution.distribution === 'categorical')
    return categoricalKernels(values, distribution.choices.length);
  const { low, high } = distribution;
  if (distribution.distribution === 'integer') return wholeNumberKernels(values, low, high);
  if (distribution.distribution === 'uniform') return continuousKernels(values, low, high);
  return continuousKernels(values, Math.log(low), Math.log(high));
}

function pick(weights: Float64Array, random: RandomStream): number {
  let left = random.uniform();
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  return index < 0 ? weights.length - 1 : index;
}

function logSumExp(logs: Float64Array): number {
  let largest = -Infinity;
  for (const log of logs) if (log > largest) largest = log;
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - largest);
  return largest + Math.log(sum);
}
