import { RamSweepError } from '@ram-sweep/protocol/errors';

/** A number is no longer finite. It would happen again with the same config and seed: `retryable` is false. */
export class TrainingDivergedError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;
  override readonly failureClass = 'diverged';
  /** Counted from 1. */
  readonly epoch: number;
  /** Training steps of that epoch completed before. */
  readonly step: number;
  /** What was not finite, such as `loss`. */
  readonly quantity: string;
  readonly value: number;

  constructor(at: { epoch: number; step: number; quantity: string; value: number }) {
    super(
      `training diverged: the ${at.quantity} is ${at.value} in epoch ${at.epoch} after ${at.step} steps; ` +
        'a lower learningRate or a clipNorm can help',
    );
    this.epoch = at.epoch;
    this.step = at.step;
    this.quantity = at.quantity;
    this.value = at.value;
  }
}

/** The bytes are not a whole checkpoint of a known version. Use an older checkpoint, or none, instead. */
export class CheckpointCorruptError extends RamSweepError {
  readonly kind = 'failure';
  /** True: a retry from another checkpoint or from the start can help. */
  readonly retryable = true;
  /** What is wrong with it. */
  readonly problem: string;
  /** Number of bytes given. */
  readonly bytes: number;

  constructor(problem: string, bytes: number, options?: ErrorOptions) {
    super(
      `the checkpoint (${bytes} bytes) cannot be read: ${problem}; use an older one or start the trial again`,
      options,
    );
    this.problem = problem;
    this.bytes = bytes;
  }
}

/** A whole checkpoint, but from another training. */
export class CheckpointMismatchError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;
  override readonly failureClass = 'bad-config';
  /** What differs, such as `config.hidden`, in the checkpoint and in the training that was to resume from it. */
  readonly field: string;
  readonly saved: unknown;
  readonly wanted: unknown;

  constructor(field: string, saved: unknown, wanted: unknown) {
    super(
      `the checkpoint belongs to another training: ${field} is ${String(saved)} in it and ${String(wanted)} here; ` +
        'resume with the config and data that it was made with, or start the trial again',
    );
    this.field = field;
    this.saved = saved;
    this.wanted = wanted;
  }
}

/** Something given to a model does not fit its spec. `field` names it, such as `slots.m.patch.bias`. */
export class ModelInputError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = false;
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.field = field;
  }
}
