import { RamSweepError } from '@ram-sweep/protocol/errors';

/** One mistake in a study file, or in a flag that changes it. */
export interface StudyProblem {
  /** Where in the study, such as `space.scale.choices[2]`; empty for the file as a whole. */
  readonly path: string;
  /** The value found and what is wrong with it. */
  readonly message: string;
  /** What is allowed there. */
  readonly allowed?: string;
  /** The likely way out. */
  readonly hint?: string;
  /**
   * Place in the file, counted from 1; absent if a flag or the file as a whole is at fault, and where a program made
   * the study.
   */
  readonly line?: number;
  readonly column?: number;
  /** The flag that brought the value in, such as `--trials`. */
  readonly flag?: string;
}

/** A study file that cannot be used. `problems` has every mistake, not only the first. */
export class StudyFileError extends RamSweepError {
  readonly kind = 'usage';
  readonly retryable = false;
  readonly source: string;
  readonly problems: readonly StudyProblem[];

  /** `source` names the file for people. */
  constructor(source: string, problems: readonly StudyProblem[], options?: ErrorOptions) {
    super(describeProblems(source, problems), options);
    this.source = source;
    this.problems = problems;
  }
}

function describeProblems(source: string, problems: readonly StudyProblem[]): string {
  const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
  return [
    `${source} has ${count}:`,
    ...problems.map((problem) => `  ${describeProblem(source, problem)}`),
  ].join('\n');
}

function describeProblem(
  source: string,
  { path, message, allowed, hint, line, column, flag }: StudyProblem,
): string {
  // In a study that a program made, the path is the place.
  const isSomewhere = line !== undefined || path === '';
  const place =
    flag ?? (isSomewhere ? [source, line, column].filter((part) => part !== undefined).join(':') : '');
  const parts = [
    `${path} ${message}`.trim(),
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
    ...(hint === undefined ? [] : [hint]),
  ];
  return `${place}  ${parts.join('; ')}`.trimStart();
}

/** An expression of `require` that cannot be read or makes no sense. */
export class ExpressionError extends RamSweepError {
  readonly kind = 'usage';
  readonly retryable = false;
  /** Place in the expression, counted from 0. */
  readonly offset: number;
  /** The likely way out. */
  readonly hint: string | undefined;

  constructor(message: string, offset: number, hint?: string) {
    super(message);
    this.offset = offset;
    this.hint = hint;
  }
}
