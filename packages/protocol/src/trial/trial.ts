import { z } from 'zod';

/**
 * The life of a trial:
 *
 *   planned ──params drawn──▶ waiting ──claim granted──▶ running ──▶ complete | failed | cancelled
 *                               ▲  ▲                        │
 *                               │  └── released, worker lost, or failed and worth retrying
 *                               │                           │ (the next claim is attempt + 1)
 *                               │                           ▼ as far as it was granted
 *                               └──── promoted ────────── paused ──▶ pruned ──▶ promoted after all, to waiting
 *
 * Each arrow is one compare-and-set in the store. complete is immutable; failed, cancelled and pruned trials go
 * back to waiting when a person asks (`resume`), pruned ones also when they join the best of their rung.
 */
export const trialStates = [
  'planned',
  'waiting',
  'running',
  'paused',
  'complete',
  'pruned',
  'failed',
  'cancelled',
] as const;
export type TrialState = (typeof trialStates)[number];

/** Whether a trial in this state can still change without a person's request. */
export const isUnfinished = (state: TrialState): boolean => unfinishedStates.includes(state);

export const unfinishedStates: readonly TrialState[] = ['planned', 'waiting', 'running', 'paused'];

/**
 * What a trial is for. `search`: its params were drawn. `finalist`: one of the best configs again, with a fresh
 * seed. `control`: the best finalist's config with a policy that learns nothing. `surplus`: started for the search,
 * but a budget ended the search before it; it counts for nothing.
 */
export const trialPhases = ['finalist', 'search', 'control', 'surplus'] as const;
export type TrialPhase = (typeof trialPhases)[number];

/**
 * `active`: trials are left and a coordinator drives or drove it. `paused`: as active, but a person wants no trial
 * to start. `stopped`: a person stopped it.
 */
export type StudyState = 'active' | 'paused' | 'stopped' | 'complete';

/** Why an attempt failed; `timed-out`: its trial's time limit; `error` is everything else. */
export const failureClasses = [
  'error',
  'diverged',
  'out-of-memory',
  'hung',
  'worker-lost',
  'bad-data',
  'bad-config',
  'timed-out',
] as const;

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
