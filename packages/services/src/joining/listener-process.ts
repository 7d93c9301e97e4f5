import { basename } from 'node:path';
import type { Home } from '../home.js';
import { endProcess } from '../process/process.js';
import { findServer, serverProcess, type ServerSigns } from '../process/server-process.js';

const END_PATIENCE_MS = 3_000;

/** The process of the listener of this home, or null. Throws a ServiceError where the home was moved while it ran. */
export const listenerProcess = (home: Home): Promise<number | null> => serverProcess(signsIn(home));

/** Ends the listener of a home; false if there was none. */
export async function stopListener(home: Home): Promise<boolean> {
  const found = await findServer(signsIn(home));
  if (found === null) return false;
  await endProcess(found.pid, { signal: 'SIGTERM', graceMs: END_PATIENCE_MS });
  return true;
}

/** What follows the program. It is the home that tells the listeners of a machine apart. */
export const listenerWords = ({ path }: Home): string[] => ['listener', '--home', path];

const signsIn = ({ path, listenerPid }: Home): ServerSigns => ({
  service: 'listener',
  folder: path,
  pidFile: basename(listenerPid),
  startedWith: / listener --home (.+)$/,
});
