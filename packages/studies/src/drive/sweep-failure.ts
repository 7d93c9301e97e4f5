import { StudiesError } from '../errors.js';
import type { LaunchedSweep } from './launch.js';

/** What a supervisor ends with where a server or an engine is unavailable. */
const UNAVAILABLE = 4;

/** The error of a sweep that ended with this exit code before its study did: the end of its log says why. */
export const sweepFailure = (
  study: string,
  code: number,
  { logFile, logTail }: Pick<LaunchedSweep, 'logFile' | 'logTail'>,
): StudiesError =>
  new StudiesError(
    `the sweep of study ${study} ended with exit code ${code}; the end of its log:\n${logTail(15)}`,
    code === UNAVAILABLE ? 'unavailable' : 'failure',
    `the whole log is ${logFile}; continue with \`ram-sweep resume ${study}\``,
  );
