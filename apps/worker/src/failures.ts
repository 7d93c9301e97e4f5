import type { Failure } from '@ram-sweep/protocol';

/** Turns whatever was thrown into the class of failure that people see, and whether another attempt may help. */
export function toFailure(error: unknown, epoch: number): Failure {
  const name = error instanceof Error ? error.name : '';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 4000);
  const failure = (failureClass: Failure['class'], retryable: boolean): Failure => ({
    class: failureClass,
    message,
    retryable,
    epoch,
  });
  if (name === 'TrainingDivergedError') return failure('diverged', false);
  if (name === 'DatasetError') return failure('bad-data', true);
  if (name === 'TrainingHungError') return failure('hung', true);
  if (code === 'ERR_WORKER_OUT_OF_MEMORY' || /out of memory|allocation failed|bad_alloc/i.test(message)) {
    return failure('out-of-memory', true);
  }
  return failure('error', true);
}

/** A training made no step for too long; its thread was ended. */
export class TrainingHungError extends Error {
  override readonly name = 'TrainingHungError';
  readonly retryable = true;
  readonly trial: number;
  readonly seconds: number;

  constructor(trial: number, seconds: number) {
    super(`trial ${trial} made no training step for ${seconds} s`);
    this.trial = trial;
    this.seconds = seconds;
  }
}
