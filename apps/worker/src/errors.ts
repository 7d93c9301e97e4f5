import { RamSweepError } from '@ram-sweep/protocol/errors';

/** A training made no step for too long; its thread was ended. */
export class TrainingHungError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = true;
  override readonly failureClass = 'hung';
  readonly trial: number;
  readonly seconds: number;

  constructor(trial: number, seconds: number) {
    super(`trial ${trial} made no training step for ${seconds} s`);
    this.trial = trial;
    this.seconds = seconds;
  }
}
