import { fileProblem } from '@ram-sweep/protocol/file-problem';
import { ServicesHomeError } from './errors.js';
import { homeAt, type Home } from './home.js';

/**
 * Runs what reads and writes the files of a home. Where the system refuses one of them, throws a ServicesHomeError that
 * says whose it is and what helps; all other errors stay as they are.
 */
export async function withHomeFiles<Result>(home: Home, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    const problem = fileProblem(cause, { path: home.path, whole: home.path });
    if (problem === null) throw cause;
    const path = (cause as NodeJS.ErrnoException).path ?? home.path;
    const message = `the home ${home.path} cannot be used: ${problem}; or choose another home (--home)`;
    throw new ServicesHomeError(path, message, { cause });
  }
}

/** The same for what reads and writes other files below the home at `path`. */
export const inHome = <Result>(path: string, action: () => Promise<Result>): Promise<Result> =>
  withHomeFiles(homeAt(path), action);
