import { RamSweepError, type ErrorKind } from '@ram-sweep/protocol/errors';

/**
 * What cannot be done with a study, and the way out. Commands in its hint are written as `ram-sweep resume mnist-28`; who
 * shows it may write them as they are typed where it runs.
 */
export class StudiesError extends RamSweepError {
  readonly kind: ErrorKind;
  readonly retryable = false;
  readonly hint: string | undefined;

  constructor(message: string, kind: ErrorKind, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.hint = hint;
  }
}

export const notFound = (message: string, hint?: string): StudiesError =>
  new StudiesError(message, 'not-found', hint);

export const badUsage = (message: string, hint?: string): StudiesError =>
  new StudiesError(message, 'usage', hint);
