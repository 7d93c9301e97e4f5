import { compileTrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { freshState, initialParameters, modelSpec } from '@ram-sweep/ram';

const BATCHES = 8;

/**
 * A trial and its model on images of a side, pixels as they are.
 * @param {{ config?: object, imageSize?: number }} [choice] fields of a trial's config over the defaults
 */
export function timedModel({ config = {}, imageSize = 28 } = {}) {
  const trial = compileTrialConfig({ epochs: 1000, schedule: 'constant', learningRate: 1e-4, ...config });
  return { trial, model: modelSpec(trial, { imageSize, classes: 10, pixelMean: 0, pixelStd: 1 }) };
}

/** The model that is timed beside PyTorch: the paper's on 28×28, which is the default of a trial. */
export const { trial: trialConfig, model: modelOfTrial } = timedModel();

/** Random images with random labels and noise: several batches, so that no engine finds the last one in its cache. */
export function randomWorkload({ trial, model } = { trial: trialConfig, model: modelOfTrial }) {
  const rows = trial.batchSize;
  const { imageSize, glimpses, classes } = model;
  const random = RandomStream.of(1, 'bench');
  const batches = Array.from({ length: BATCHES }, () => ({
    batch: {
      rows,
      images: random.uniforms(rows * imageSize ** 2, 0, 1),
      labels: Int32Array.from({ length: rows }, () => random.integer(0, classes - 1)),
    },
    noise: { first: random.uniforms(rows * 2, -1, 1), steps: random.normals((glimpses - 1) * rows * 2) },
  }));
  return { state: freshState(model, initialParameters(model, 1)), batches };
}
