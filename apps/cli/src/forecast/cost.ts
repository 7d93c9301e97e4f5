import { multiplyAdds, modelSpec, parameterCount, slotNames, type ModelSpec } from '@ram-sweep/ram';
import { canvasSize, type DatasetSpec, type TrialConfig } from '@ram-sweep/protocol';
import { THREAD_BYTES, type ImageCounts } from '@ram-sweep/studies/capacity';

/** Forward and backward pass against the forward pass alone. */
const TRAINING_PASSES = 3;

/** Multiply-adds of one image in one path, forward. */
const forward = (config: TrialConfig): number => multiplyAdds({ ...config, evaluationRollouts: 1 });

/** Multiply-adds of an epoch: every training image forward and backward, every validation image forward. */
export function epochWork(config: TrialConfig, { train }: Pick<ImageCounts, 'train'>): number {
  const held = train * config.validationSplit;
  const trained = (train - held) * config.rollouts * TRAINING_PASSES;
  return forward(config) * (trained + held * config.evaluationRollouts);
}

/** Multiply-adds of one training step. */
export const stepWork = (config: TrialConfig): number =>
  forward(config) * config.batchSize * config.rollouts * TRAINING_PASSES;

/** Batches that are prepared ahead, and the one that is trained. */
const BATCHES = 5;
/** Layers of a glimpse, forward and backward. */
const ACTIVATIONS = 8;
/** Each trial keeps its two newest. */
const CHECKPOINTS = 2;

/** Bytes that a trial takes in memory: its thread, its weights with their optimizer's, its batches. */
export function trialBytes(config: TrialConfig, dataset: DatasetSpec): number {
  const model = modelOf(config, dataset);
  const rows = config.batchSize * config.rollouts;
  // Weights, gradients, the best weights, and the optimizer's.
  const weights = parameterCount(model) * 4 * (3 + slotNames(model).length);
  const images = config.batchSize * model.imageSize ** 2 * 4 * BATCHES;
  const layers = rows * config.glimpses * (config.hidden + config.patchHidden) * 4 * ACTIVATIONS;
  return THREAD_BYTES + weights + images + layers;
}

/** Bytes that the checkpoints of one trial take on the disk of the NATS server. */
export function checkpointBytes(config: TrialConfig, dataset: DatasetSpec): number {
  const model = modelOf(config, dataset);
  return CHECKPOINTS * parameterCount(model) * 4 * (2 + slotNames(model).length);
}

const modelOf = (config: TrialConfig, dataset: DatasetSpec): ModelSpec =>
  modelSpec(config, { imageSize: canvasSize(dataset), classes: 10, pixelMean: 0, pixelStd: 1 });
