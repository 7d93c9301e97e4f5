import type { EpochResult } from '@ram-sweep/protocol';
import type { Losses } from '../model/engine.js';
import type { SplitResult } from '../evaluation/evaluate.js';
import type { Parameters } from '../model/parameters.js';
import { freshSchedule, nextSchedule, type ScheduleState } from './schedule.js';

/** Sums over the rows of an epoch that is not complete. */
interface PartialEpoch {
  /** Rows trained on: images times rollouts. */
  readonly rows: number;
  /** Each step's mean loss times its rows. */
  readonly loss: number;
  readonly actionLoss: number;
  readonly baselineLoss: number;
  readonly reinforceLoss: number;
  readonly correct: number;
  /** Wall-clock seconds, waiting for data included. */
  readonly seconds: number;
}

/** The complete epoch with the lowest validation error (the earliest such), and its weights. */
export interface BestEpoch {
  readonly epoch: number;
  readonly validationError: number;
  readonly parameters: Parameters;
}

/** The progress of a training, apart from the model's own state. A value: each step and epoch creates a new one. */
export interface Progress {
  /** Epochs that are complete. */
  readonly epoch: number;
  /** Completed training steps of the next epoch. */
  readonly step: number;
  readonly partial: PartialEpoch;
  readonly schedule: ScheduleState;
  /** One result for each complete epoch, in order. */
  readonly history: readonly EpochResult[];
  readonly best: BestEpoch | null;
}

const emptyEpoch: PartialEpoch = Object.freeze({
  rows: 0,
  loss: 0,
  actionLoss: 0,
  baselineLoss: 0,
  reinforceLoss: 0,
  correct: 0,
  seconds: 0,
});

export const freshProgress: Progress = Object.freeze({
  epoch: 0,
  step: 0,
  partial: emptyEpoch,
  schedule: freshSchedule,
  history: Object.freeze([]),
  best: null,
});

/** Progress after one more training step. Steps count by their rows, so a smaller last batch counts less. */
export function afterStep(progress: Progress, rows: number, losses: Losses, seconds: number): Progress {
  const { partial } = progress;
  return {
    ...progress,
    step: progress.step + 1,
    partial: {
      rows: partial.rows + rows,
      loss: partial.loss + losses.loss * rows,
      actionLoss: partial.actionLoss + losses.actionLoss * rows,
      baselineLoss: partial.baselineLoss + losses.baselineLoss * rows,
      reinforceLoss: partial.reinforceLoss + losses.reinforceLoss * rows,
      correct: partial.correct + losses.correct,
      seconds: partial.seconds + seconds,
    },
  };
}

/**
 * The outcome of the epoch whose steps are all done. `learningRate` is the rate at the start of the epoch;
 * `seconds` is the time that validation took. Training figures are means over the epoch while the weights changed.
 */
export function epochResult(
  { epoch, step, partial }: Progress,
  learningRate: number,
  validation: SplitResult,
  seconds: number,
): EpochResult {
  return {
    epoch: epoch + 1,
    steps: step,
    learningRate,
    trainLoss: partial.loss / partial.rows,
    actionLoss: partial.actionLoss / partial.rows,
    baselineLoss: partial.baselineLoss / partial.rows,
    reinforceLoss: partial.reinforceLoss / partial.rows,
    trainError: (partial.rows - partial.correct) / partial.rows,
    validationError: validation.error,
    validationLoss: validation.loss,
    seconds: partial.seconds + seconds,
  };
}

/** Whether an epoch with this validation error is the best so far. A tie goes to the earlier epoch. */
export function isBest({ best }: Progress, validationError: number): boolean {
  return best === null || validationError < best.validationError;
}

/** Progress after a complete epoch; `best` is the best epoch with this one counted. */
export function afterEpoch(
  progress: Progress,
  result: EpochResult,
  best: BestEpoch | null,
  patience: number,
): Progress {
  return {
    epoch: result.epoch,
    step: 0,
    partial: emptyEpoch,
    schedule: nextSchedule(progress.schedule, result.validationError, patience),
    history: [...progress.history, result],
    best,
  };
}
