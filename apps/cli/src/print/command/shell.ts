import { readEnvironment } from '../../environment.js';

/** The shell that this command was typed in, as far as another command would find the same program and study in it. */
export interface Shell {
  /** The command line, as `process.argv`. */
  readonly argv: readonly string[];
  /** Folder that the person is in. */
  readonly folder: string;
  /** Folder that this process runs in: npm starts scripts in the one of package.json. */
  readonly workingFolder: string;
  /** Folders in which commands are looked up. */
  readonly path: readonly string[];
  /** What RAM_SWEEP_HOME says; undefined where it is not set. */
  readonly home: string | undefined;
}

export function currentShell(): Shell {
  const { commandPath, typedIn, homeGiven } = readEnvironment();
  const workingFolder = process.cwd();
  return {
    argv: process.argv,
    folder: typedIn ?? workingFolder,
    workingFolder,
    path: commandPath,
    home: homeGiven,
  };
}
