import { AnswerError, type AnswerOptions, type ErrorKind } from '@ram-sweep/protocol/errors';
import type { StudyProblem } from '@ram-sweep/search';

/** What a StudiesError may have besides. */
interface StudiesErrorOptions extends AnswerOptions {
  readonly problems?: readonly StudyProblem[];
}

/**
 * What cannot be done with a study, and the way out. `kind` says what it means, `hint` what to do about it, where there
 * is something. Commands in the hints of this project's packages are written as `ram-sweep resume mnist-28`; who shows
 * one may write it as it is typed where it runs.
 */
export class StudiesError extends AnswerError {
  /** The mistakes in a study or in options, one by one; empty where something else is wrong. */
  readonly problems: readonly StudyProblem[];

  constructor(
    message: string,
    kind: ErrorKind,
    hint?: string,
    { problems = [], ...options }: StudiesErrorOptions = {},
  ) {
    super(message, kind, hint, options);
    this.problems = problems;
  }
}

export const notFound = (message: string, hint?: string): StudiesError =>
  new StudiesError(message, 'not-found', hint);

export const badUsage = (message: string, hint?: string): StudiesError =>
  new StudiesError(message, 'usage', hint);
