import type { FailureClass } from './trial/failure-classes.js';

/**
 * What an error means to a person or a script.
 *
 * - `usage`: a flag, an option or a study file is wrong
 * - `not-found`: the requested thing does not exist
 * - `unavailable`: a server or an engine cannot be reached or started, or a server refuses us
 * - `failure`: none of these
 */
export type ErrorKind = 'usage' | 'not-found' | 'unavailable' | 'failure';

/**
 * An error of this project. Every class says as data what it is, so that code that catches one need not load the
 * package of the class. Read the fields and avoid `instanceof`: a second copy of a module has its own classes.
 */
export abstract class RamSweepError extends Error {
  /** The name of the class. */
  override readonly name: string = this.constructor.name;
  abstract readonly kind: ErrorKind;
  /** Whether the same can succeed later without a change by a person. */
  abstract readonly retryable: boolean;
  /** The failure class of a training that ends with it; `error` if the class does not say. */
  declare readonly failureClass?: FailureClass;
}

/** Whether waiting and trying again can help: the error says so itself. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof Error && 'retryable' in error && error.retryable === true;

/** What an AnswerError may have besides. `retryable`: false by default. */
export interface AnswerOptions extends ErrorOptions {
  readonly retryable?: boolean;
}

/** An error that is an answer to a person: what cannot be done, and the way out. */
export abstract class AnswerError extends RamSweepError {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly hint: string | undefined;

  constructor(
    message: string,
    kind: ErrorKind,
    hint?: string,
    { retryable = false, ...options }: AnswerOptions = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.retryable = retryable;
    this.hint = hint;
  }
}

/** A text that is no join token, or not a whole one. Neither message nor hint repeats any of it. */
export class JoinTokenError extends RamSweepError {
  readonly kind = 'usage';
  readonly retryable = false;

  constructor(problem: string, wayOut: string) {
    super(`${problem}; ${wayOut}`);
  }
}
