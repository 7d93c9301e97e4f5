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

/** A worker was to leave, and nobody waited until its trials were given back. */
export class LeftEarlyError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = false;
  readonly because: 'told again' | 'waited too long';

  constructor(because: LeftEarlyError['because']) {
    super('the worker leaves before its trials are given back; they continue when their leases have passed');
    this.because = because;
  }
}
