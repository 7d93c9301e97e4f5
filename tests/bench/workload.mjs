import { compileTrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { freshState, initialParameters, modelSpec } from '@ram-sweep/ram';

const BATCHES = 8;

/** The model that is timed: the paper's on 28×28, which is the default of a trial. */
export const trialConfig = compileTrialConfig({ epochs: 1000, schedule: 'constant', learningRate: 1e-4 });

export const modelOfTrial = modelSpec(trialConfig, { imageSize: 28, classes: 10, pixelMean: 0, pixelStd: 1 });

/** Random images with random labels and noise: several batches, so that no engine finds the last one in its cache. */
export function randomWorkload() {
  const { batchSize: rows } = trialConfig;
  const { imageSize, glimpses, classes } = modelOfTrial;
  const random = RandomStream.of(1, 'bench');
  const batches = Array.from({ length: BATCHES }, () => ({
    batch: {
      rows,
      images: random.uniforms(rows * imageSize ** 2, 0, 1),
      labels: Int32Array.from({ length: rows }, () => random.integer(0, classes - 1)),
    },
    noise: { first: random.uniforms(rows * 2, -1, 1), steps: random.normals((glimpses - 1) * rows * 2) },
  }));
  return { state: freshState(modelOfTrial, initialParameters(modelOfTrial, 1)), batches };
}
