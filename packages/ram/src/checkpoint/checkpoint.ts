import type { TrialConfig } from '@ram-sweep/protocol';
import type { ModelState } from '../model/engine.js';
import { CheckpointMismatchError } from '../errors.js';
import type { ImageShape } from '../model/model-spec.js';
import type { Progress } from '../training/progress.js';
import type { TrainingData } from '../training/split.js';

/** Everything that a training needs to continue as if it had not stopped, at the end of an epoch or within one. */
export interface Checkpoint extends Progress, ImageShape {
  readonly config: TrialConfig;
  /** Sizes of the splits: without them a step number would not say which images were seen. */
  readonly trainImages: number;
  readonly validationImages: number;
  readonly state: ModelState;
}

/** What a checkpoint keeps of the data it was trained on. */
type DataShape = ImageShape & Pick<Checkpoint, 'trainImages' | 'validationImages'>;

export function dataShape(data: TrainingData): DataShape {
  const { imageSize, classes, pixelMean, pixelStd } = data;
  return {
    imageSize,
    classes,
    pixelMean,
    pixelStd,
    trainImages: data.train.size,
    validationImages: data.validation.size,
  };
}

/** Throws a CheckpointMismatchError unless the checkpoint was made with this config and data. */
export function checkMatches(checkpoint: Checkpoint, config: TrialConfig, data: TrainingData): void {
  const shape = dataShape(data);
  for (const field of Object.keys(shape) as (keyof DataShape)[]) {
    expectSame(field, checkpoint[field], shape[field]);
  }
  for (const field of Object.keys(config) as (keyof TrialConfig)[]) {
    expectSame(`config.${field}`, checkpoint.config[field], config[field]);
  }
}

function expectSame(field: string, saved: unknown, wanted: unknown): void {
  if (saved !== wanted) throw new CheckpointMismatchError(field, saved, wanted);
}
