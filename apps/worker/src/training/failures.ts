import { failureClasses, type Failure } from '@ram-sweep/protocol';

/** Turns anything thrown into the failure class that people see, and says whether another attempt may help. */
export function toFailure(error: unknown, epoch: number): Failure {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 4000);
  return { class: classOf(error, message), message, retryable: mayBeRetried(error), epoch };
}

/**
 * The error's own `failureClass` field (it may come from another copy of the class), otherwise by other signs.
 */
function classOf(error: unknown, message: string): Failure['class'] {
  const said = error instanceof Error && 'failureClass' in error ? error.failureClass : undefined;
  return (
    failureClasses.find((known) => known === said) ??
    (ranOutOfMemory(error, message) ? 'out-of-memory' : 'error')
  );
}

function ranOutOfMemory(error: unknown, message: string): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    /out of memory|allocation failed|failed to allocate|bad_alloc/i.test(message)
  );
}

/** An error without this field may have been bad luck. */
const mayBeRetried = (error: unknown): boolean =>
  !(error instanceof Error && 'retryable' in error && error.retryable === false);
