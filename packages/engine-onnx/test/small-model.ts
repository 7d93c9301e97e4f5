import { RandomStream } from '@ram-sweep/random';
import { freshState, initialParameters, type Batch, type ModelSpec, type Noise } from '@ram-sweep/ram';

/** Large enough that products are done in blocks, small enough for thousands of steps in a test. */
export const smallSpec: ModelSpec = Object.freeze({
  imageSize: 20,
  classes: 10,
  patchSize: 6,
  scale: 2,
  glimpses: 3,
  patchHidden: 64,
  locationHidden: 32,
  hidden: 96,
  locator: 'hidden',
  locatorHidden: 32,
  locationMean: 'tanh',
  coreLosses: 'action',
  policy: 'learned',
  firstLocation: 'random',
  std: 0.2,
  reward: 'correct',
  reinforceWeight: 0.1,
  clipNorm: 1,
  optimizer: 'adam',
  momentum: 0.9,
  pixelShift: 0.13,
  pixelGain: 3,
});

export const start = (spec: ModelSpec = smallSpec) => freshState(spec, initialParameters(spec, 5));

export function drawBatch(seed: number, rows: number, spec: ModelSpec = smallSpec): [Batch, Noise] {
  const random = RandomStream.of(seed, 'batch');
  return [
    {
      rows,
      images: random.uniforms(rows * spec.imageSize ** 2, 0, 1),
      labels: Int32Array.from({ length: rows }, () => random.integer(0, spec.classes - 1)),
    },
    { first: random.uniforms(rows * 2, -1, 1), steps: random.normals((spec.glimpses - 1) * rows * 2) },
  ];
}
