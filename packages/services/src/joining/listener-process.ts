import type { Home } from '../home.js';
import { endProcess, serverProcess } from '../process/process.js';

const END_PATIENCE_MS = 3_000;

/** The process of the listener of this home, or null. */
export function listenerProcess(home: Home): Promise<number | null> {
  return serverProcess(home.listenerPid, listenerWords(home).join(' '));
}

/** Ends the listener of a home; false if there was none. */
export async function stopListener(home: Home): Promise<boolean> {
  const pid = await listenerProcess(home);
  if (pid === null) return false;
  await endProcess(pid, { signal: 'SIGTERM', graceMs: END_PATIENCE_MS });
  return true;
}

/** What follows the program. It is the home that tells the listeners of a machine apart. */
export const listenerWords = ({ path }: Home): string[] => ['listener', '--home', path];
