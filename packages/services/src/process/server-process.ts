import { join, resolve } from 'node:path';
import { ServiceError, type ProgramName } from '../errors.js';
import { commandLine, commandLines, isRunning, readPid } from './process.js';
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

/**
 * Throws a ServiceError where a server that is not this folder's runs on its path: its folder was moved away from here,
 * and part of what it writes would go into the files of the next one in its place.
 */
export async function requireVacant({ service, folder, pidFile, startedWith }: ServerSigns): Promise<void> {
  const own = await readPid(join(folder, pidFile));
  for (const [pid, line] of await commandLines()) {
    const path = startedWith.exec(line)?.[1];
    if (path === undefined || pid === own || resolve(path) !== resolve(folder)) continue;
    throw new ServiceError(
      service,
      `${service} (pid ${pid}) still writes to ${folder}, though the home that it was started in has been moved away: end ` +
        'it with `ram-sweep down` where that home is now, move the home back, or choose another place (--home)',
    );
  }
}
