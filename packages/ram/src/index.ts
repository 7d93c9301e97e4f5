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
export { checkBatch, checkState, ModelInputError } from './model-input.js';
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
