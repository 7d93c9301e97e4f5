export {
  learnsFirstLocation,
  learnsLaterLocations,
  modelSpec,
  retinaSize,
  sampledLocations,
} from './model-spec.js';
export type { ImageShape, ModelSpec } from './model-spec.js';
export { elementCount, initialParameters, parameterCount, parameterShapes } from './parameters.js';
export type { Parameters, ParameterShapes } from './parameters.js';
export { freshState, slotNames } from './engine.js';
export { checkBatch, checkState } from './model-input.js';
export { patchStart } from './retina.js';
export type {
  Batch,
  Engine,
  Evaluation,
  GradientResult,
  Losses,
  Model,
  ModelState,
  Noise,
  StepResult,
} from './engine.js';
export { Training } from './training.js';
export type { EpochsOptions, StepProgress, TrainingOptions } from './training.js';
export type { Split, TrainingData } from './split.js';
export { evaluateSplit } from './evaluate.js';
export type { EvaluationOptions, SplitResult } from './evaluate.js';
export { tracePaths } from './trace.js';
export type { TracedBatch } from './trace.js';
export type { Checkpoint } from './checkpoint.js';
export { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.js';
export {
  CheckpointCorruptError,
  CheckpointMismatchError,
  ModelInputError,
  TrainingDivergedError,
} from './errors.js';
