import type { TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import type { Noise } from './engine.js';
import { learnsFirstLocation, type ModelSpec } from './model-spec.js';

/** `sampled`: locations are samples of the policy, as in training. `mean`: they follow its mean. */
export type PathPolicy = TrialConfig['evaluation'];

/** The noise of one training step: a pure function of the trial's seed, epoch (from 1) and step (from 0). */
export function trainingNoise(
  spec: ModelSpec,
  seed: number,
  at: { readonly epoch: number; readonly step: number; readonly rows: number },
): Noise {
  return drawNoise(spec, 'sampled', at.rows, RandomStream.of(seed, 'noise', at.epoch, at.step));
}

/**
 * Draws the noise of `rows` images from a stream.
 *
 * | policy  | first location                                        | later locations         |
 * |---------|-------------------------------------------------------|-------------------------|
 * | learned | random: uniform; centre: 0; learned: mean + std · ε_0 | mean + std · ε_t        |
 * | random  | centre: 0; otherwise uniform                          | uniform                 |
 * | frozen  | 0, the centre, whatever firstLocation says            | 0, the centre           |
 *
 * Under `mean` every ε is 0; a location that is passed in (uniform or 0) stays unchanged, because it has no mean to
 * follow. The stream is read image by image, so an image's path does not depend on the batch it is in.
 */
export function drawNoise(spec: ModelSpec, policy: PathPolicy, rows: number, stream: RandomStream): Noise {
  const later = spec.glimpses - 1;
  const first = new Float32Array(rows * 2);
  const steps = new Float32Array(later * rows * 2);
  const draw = { zero: () => 0, uniform: () => 2 * stream.uniform() - 1, normal: () => stream.normal() };
  const sources = noiseSources(spec, policy);
  for (let row = 0; row < rows; row += 1) {
    for (let axis = 0; axis < 2; axis += 1) first[row * 2 + axis] = draw[sources.first]();
    for (let step = 0; step < later; step += 1) {
      for (let axis = 0; axis < 2; axis += 1) steps[(step * rows + row) * 2 + axis] = draw[sources.later]();
    }
  }
  return { first, steps };
}

/** Whether two paths over an image can differ: not where drawNoise draws nothing but zeros. */
export function pathsDiffer(spec: ModelSpec, policy: PathPolicy): boolean {
  const { first, later } = noiseSources(spec, policy);
  return first !== 'zero' || (spec.glimpses > 1 && later !== 'zero');
}

type Source = 'zero' | 'uniform' | 'normal';

function noiseSources(spec: ModelSpec, policy: PathPolicy): { first: Source; later: Source } {
  if (spec.policy === 'frozen') return { first: 'zero', later: 'zero' };
  const epsilon = policy === 'mean' ? 'zero' : 'normal';
  const given = spec.firstLocation === 'centre' ? 'zero' : 'uniform';
  return {
    first: learnsFirstLocation(spec) ? epsilon : given,
    later: spec.policy === 'random' ? 'uniform' : epsilon,
  };
}
