import type { Failure } from '@ram-sweep/protocol';

/** Classes by the name of the error. */
const classes: Readonly<Record<string, Failure['class']>> = {
  TrainingDivergedError: 'diverged',
  TrainingHungError: 'hung',
  CheckpointMismatchError: 'bad-config',
  DatasetError: 'bad-data',
  DatasetMissingError: 'bad-data',
  DownloadError: 'bad-data',
  PreparationError: 'bad-data',
};

/** Turns whatever was thrown into the class of failure that people see, and whether another attempt may help. */
export function toFailure(error: unknown, epoch: number): Failure {
  const name = error instanceof Error ? error.name : '';
  const retryable = !(error instanceof Error && 'retryable' in error && error.retryable === false);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 4000);
  const failure = (failureClass: Failure['class']): Failure => ({
    class: failureClass,
    message,
    retryable,
    epoch,
  });
  const known = classes[name];
  if (known) return failure(known);
  if (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    /out of memory|allocation failed|failed to allocate|bad_alloc/i.test(message)
  ) {
    return failure('out-of-memory');
  }
  return failure('error');
}
