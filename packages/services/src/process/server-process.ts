import { join } from 'node:path';
import { ServiceError, type ProgramName } from '../errors.js';
import { commandLine, isRunning, readPid } from './process.js';
import { isSameFolder } from './same-folder.js';

/** How a server is known by its process. */
export interface ServerSigns {
  readonly service: ProgramName;
  /** Was given to the server when it started, as it lies now. Its pid file is in there. */
  readonly folder: string;
  readonly pidFile: string;
  /** Its first group is that folder, in the command line of a server that was started so. */
  readonly startedWith: RegExp;
}

interface ServerProcess {
  readonly pid: number;
  /** The folder as it was given to the server, where it has been moved from there since. */
  readonly movedFrom: string | null;
}

/**
 * The process of a server, wherever its folder lay when it started. Null where the process in the pid file is not
 * there, is something else, or has another folder with a pid file that names it: then this folder is a copy of that
 * one. Throws where the pid file cannot be read.
 */
export async function findServer({
  folder,
  pidFile,
  startedWith,
}: ServerSigns): Promise<ServerProcess | null> {
  const pid = await readPid(join(folder, pidFile));
  if (pid === null || !(await isRunning(pid))) return null;
  const formerly = startedWith.exec((await commandLine(pid)) ?? '')?.[1];
  if (formerly === undefined) return null;
  if (await isSameFolder(formerly, folder)) return { pid, movedFrom: null };
  const namedThere = await readPid(join(formerly, pidFile)).catch(() => pid);
  return namedThere === pid ? null : { pid, movedFrom: formerly };
}

/**
 * The process id of a server that can be used. Throws a ServiceError for one whose folder was moved while it ran: it
 * still writes to the old place.
 */
export async function serverProcess(signs: ServerSigns): Promise<number | null> {
  const found = await findServer(signs);
  if (found === null || found.movedFrom === null) return found?.pid ?? null;
  const { service, folder } = signs;
  throw new ServiceError(
    service,
    `${service} (pid ${found.pid}) was started in ${found.movedFrom}, which has been moved to ${folder} since: move the ` +
      'home back, or end its servers with `ram-sweep down`, and the next `ram-sweep resume` starts them where it is now',
  );
}
