import { epochs } from '../schema.js';

/** The columns of `epochs` that an EpochResult has. */
export const epochColumns = {
  epoch: epochs.epoch,
  steps: epochs.steps,
  learningRate: epochs.learningRate,
  trainLoss: epochs.trainLoss,
  actionLoss: epochs.actionLoss,
  baselineLoss: epochs.baselineLoss,
  reinforceLoss: epochs.reinforceLoss,
  trainError: epochs.trainError,
  validationError: epochs.validationError,
  validationLoss: epochs.validationLoss,
  seconds: epochs.seconds,
};
