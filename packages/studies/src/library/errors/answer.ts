import { fileProblem } from '@ram-sweep/protocol/file-problem';
import type { ErrorKind } from '@ram-sweep/protocol/errors';
import type { StudyProblem } from '@ram-sweep/search';
import { StudiesError } from '../../errors.js';
import { inProgram } from './in-program.js';

/** Whether an error is one that this library throws, which says what it means in `kind`. */
export const isStudiesError = (error: unknown): error is StudiesError =>
  error instanceof Error && error.name === StudiesError.name && 'problems' in error;

/** What errors of the packages below may say of themselves. */
interface Known {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly hint?: string;
  readonly problems?: readonly StudyProblem[];
}

/**
 * The error that a program gets in the place of any other: a StudiesError whose commands and flags are written as calls
 * and options of the library. `home`: the one that the program named. Of what nobody foresaw the kind is `failure`.
 */
export function answerTo(error: unknown, home: string | undefined): StudiesError {
  const { kind, retryable, hint, problems = [] } = known(error);
  const said = fileProblem(error) ?? (error instanceof Error ? error.message : String(error));
  const message = inProgram(said, home);
  const way = hint && inProgram(hint, home);
  if (isStudiesError(error) && message === said && way === hint) return error;
  const cause = isStudiesError(error) ? error.cause : error;
  const mistakes = problems.map((problem) => inProgramOf(problem, home));
  return new StudiesError(message, kind, way, {
    retryable,
    problems: mistakes,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Its fields: a second copy of a package has classes of its own. */
const known = (error: unknown): Known =>
  error instanceof Error && 'kind' in error && 'retryable' in error
    ? (error as Error & Known)
    : { kind: 'failure', retryable: false };

const inProgramOf = ({ hint, ...problem }: StudyProblem, home: string | undefined): StudyProblem => ({
  ...problem,
  ...(hint === undefined ? {} : { hint: inProgram(hint, home) }),
});
