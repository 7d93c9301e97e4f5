export {
  learnsFirstLocation,
  learnsLaterLocations,
  modelSpec,
  retinaSize,
  sampledLocations,
} from './model/model-spec.js';
export type { ImageShape, ModelSpec } from './model/model-spec.js';
export { multiplyAdds } from './model/multiply-adds.js';
export { elementCount, initialParameters, parameterCount, parameterShapes } from './model/parameters.js';
export type { Parameters, ParameterShapes } from './model/parameters.js';
export { freshState, slotNames } from './model/engine.js';
export { checkBatch, checkState } from './model/model-input.js';
export { patchStart } from './model/retina.js';
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
} from './model/engine.js';
export { Training } from './training/training.js';
export type { EpochsOptions, StepProgress, TrainingOptions } from './training/training.js';
export type { Split, TrainingData } from './training/split.js';
export { evaluateSplit } from './evaluation/evaluate.js';
export type { EvaluationOptions, SplitResult } from './evaluation/evaluate.js';
export { tracePaths } from './evaluation/trace.js';
export type { TracedBatch } from './evaluation/trace.js';
export type { Checkpoint } from './checkpoint/checkpoint.js';
export { decodeCheckpoint, encodeCheckpoint } from './checkpoint/checkpoint-file.js';
export {
  CheckpointCorruptError,
  CheckpointMismatchError,
  ModelInputError,
  TrainingDivergedError,
} from './errors.js';
