/** Whether the same may succeed later, as where a server is unreachable. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Error && 'retryable' in error && error.retryable === true;
