import { createServer } from 'node:net';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PortTakenError, ServiceError } from '../errors.js';
import type { Home } from '../home.js';
import { launch } from '../process/launch.js';
import { endProcess, serverProcess } from '../process/process.js';
import type { ServicesOptions } from '../start-missing.js';
import type { ListenAddress } from './joining-record.js';
import { listenProblem, resolveListen } from './listen-addresses.js';
import { listenAt } from './relay.js';

const START_TIMEOUT_MS = 30_000;
const END_PATIENCE_MS = 3_000;

/** The process of the listener of this home, or null. */
export function listenerProcess(home: Home): Promise<number | null> {
  return serverProcess(home.listenerPid, commandOf(home).join(' '));
}

/** Starts the listener of a home, which outlives this process. Throws a ServiceError for what is in the way. */
export async function startListener(
  home: Home,
  { listener }: Pick<ServicesOptions, 'listener'>,
  at: ListenAddress,
): Promise<number> {
  const [command, ...words] = listener ?? [];
  if (command === undefined) throw new ServiceError('listener', 'there is no program that listens');
  await requireFree(at);
  await rm(home.listenerPid, { force: true });
  return launch({
    service: 'listener',
    command,
    args: [...words, ...commandOf(home)],
    logFile: join(home.logs, 'listener.log'),
    answers: async () => (await listenerProcess(home)) !== null,
    timeoutMs: START_TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw error instanceof PortTakenError ? listenProblem({ code: 'EADDRINUSE' }, at) : error;
  });
}

/** Ends the listener of a home; false if there was none. */
export async function stopListener(home: Home): Promise<boolean> {
  const pid = await listenerProcess(home);
  if (pid === null) return false;
  await endProcess(pid, { signal: 'SIGTERM', graceMs: END_PATIENCE_MS });
  return true;
}

/** It is the home that tells the listeners of a machine apart. */
const commandOf = ({ path }: Home): string[] => ['listener', '--home', path];

/** Throws a ServiceError where this machine does not let us listen there. */
export async function requireFree(at: ListenAddress): Promise<void> {
  for (const host of await resolveListen(at)) {
    const server = createServer();
    try {
      await listenAt(server, host, at.port);
    } catch (error) {
      throw listenProblem(error, { ...at, host });
    }
    await once(server.close(), 'close');
  }
}
