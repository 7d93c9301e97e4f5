import { z } from 'zod';
import { failureClasses } from './failure-classes.js';

/** Why an attempt failed, and whether trying again can help (retryable). */
export const failureSchema = z.strictObject({
  class: z.enum(failureClasses),
  message: z.string().max(4000),
  retryable: z.boolean(),
  /** Epochs that were complete when it failed. */
  epoch: z.number().int().min(0),
});
export type Failure = Readonly<z.infer<typeof failureSchema>>;

/** The name of a checkpoint, whose pieces are in a stream, and the SHA-256 (hex) that they must have together. */
export const checkpointRefSchema = z.strictObject({
  name: z.string().min(1).max(300),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().min(0),
  /** Epochs that are complete in it, and training steps of the next epoch on top of them. */
  epoch: z.number().int().min(0),
  step: z.number().int().min(0),
});
export type CheckpointRef = Readonly<z.infer<typeof checkpointRefSchema>>;

/** The outcome of one epoch. Errors are shares of images in [0, 1], losses are means over images. */
export const epochResultSchema = z.strictObject({
  /** Counted from 1. */
  epoch: z.number().int().min(1),
  /** Training steps in this epoch. */
  steps: z.number().int().min(0),
  learningRate: z.number().min(0),
  trainLoss: z.number(),
  actionLoss: z.number(),
  baselineLoss: z.number(),
  reinforceLoss: z.number(),
  trainError: z.number().min(0).max(1),
  validationError: z.number().min(0).max(1),
  validationLoss: z.number(),
  /** Wall-clock seconds, 30 years at most, so that they can be added up: not part of what must repeat exactly. */
  seconds: z.number().min(0).max(1e9),
});
export type EpochResult = Readonly<z.infer<typeof epochResultSchema>>;
