import { parseStudy, StudyFileError, type StudyOverride, type StudyProblem } from '../../src/index.js';

interface Options {
  readonly source?: string;
  readonly overrides?: readonly StudyOverride[];
}

function failure(text: string, { source = 'a.yaml', overrides = [] }: Options): StudyFileError {
  try {
    parseStudy(text, { source, overrides });
  } catch (error) {
    if (error instanceof StudyFileError) return error;
    throw error;
  }
  throw new Error('the study was taken as it is');
}

/** The mistakes of a study as people read them, one a line. */
export const mistakes = (text: string, options: Options = {}): string[] =>
  failure(text, options)
    .message.split('\n')
    .slice(1)
    .map((line) => line.trim());

export const problems = (text: string, options: Options = {}): readonly StudyProblem[] =>
  failure(text, options).problems;

/** A study with the given lines after its name and data set, which take two lines. */
export const study = (...lines: readonly string[]): string =>
  ['name: a', 'dataset: { name: mnist }', ...lines].join('\n');
