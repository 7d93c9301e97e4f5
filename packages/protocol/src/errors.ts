import type { Failure } from './trial.js';

/**
 * What an error means to a person or a script that meets it.
 *
 * - `usage`: a flag, an option or a study file is wrong
 * - `not-found`: what was asked for does not exist
 * - `unavailable`: a server or an engine cannot be reached or started, or a server refuses us
 * - `failure`: none of these
 */
export type ErrorKind = 'usage' | 'not-found' | 'unavailable' | 'failure';

/**
 * An error of this project. Every class says as data what it is, so that what catches one need not load the package that
 * the class is from. Read the fields and leave `instanceof` alone: a second copy of a module has classes of its own.
 */
export abstract class RamSweepError extends Error {
  /** The name of the class. */
  override readonly name: string = this.constructor.name;
  abstract readonly kind: ErrorKind;
  /** Whether the same can succeed later although no person has changed anything. */
  abstract readonly retryable: boolean;
  /** What a training that ends with it has failed of; `error` where a class does not say. */
  declare readonly failureClass?: Failure['class'];
}
