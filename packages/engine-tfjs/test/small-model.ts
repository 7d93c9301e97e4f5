import { compileTrialConfig } from '@ram-sweep/protocol';
import { modelSpec, type Batch, type ModelSpec, type Noise } from '@ram-sweep/ram';
import { RandomStream } from '@ram-sweep/random';

/** A model of every part, small enough to train many steps in a test. */
export const smallSpec: ModelSpec = modelSpec(
  compileTrialConfig({
    patchSize: 4,
    scale: 2,
    glimpses: 3,
    patchHidden: 8,
    locationHidden: 8,
    hidden: 16,
    locator: 'hidden',
    locatorHidden: 8,
    firstLocation: 'learned',
    clipNorm: 1,
  }),
  { imageSize: 12, classes: 4, pixelMean: 0, pixelStd: 1 },
);

export function randomInput(spec: ModelSpec, rows: number, seed: number): { batch: Batch; noise: Noise } {
  const random = RandomStream.of(seed, 'input');
  return {
    batch: {
      rows,
      images: random.uniforms(rows * spec.imageSize ** 2, 0, 1),
      labels: Int32Array.from({ length: rows }, () => random.integer(0, spec.classes - 1)),
    },
    noise: { first: random.normals(rows * 2), steps: random.normals((spec.glimpses - 1) * rows * 2) },
  };
}
