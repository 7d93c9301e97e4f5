import { createServer } from 'node:net';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PortTakenError, ServiceError } from '../errors.js';
import type { Home } from '../home.js';
import { launch } from '../process/launch.js';
import type { ServicesOptions } from '../start-missing.js';
import type { ListenAddress } from './joining-record.js';
import { listenProblem, resolveListen } from './listen-addresses.js';
import { listenerProcess, listenerWords } from './listener-process.js';
import { listenAt } from './relay.js';

const START_TIMEOUT_MS = 30_000;

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
    args: [...words, ...listenerWords(home)],
    logFile: join(home.logs, 'listener.log'),
    answers: async () => (await listenerProcess(home)) !== null,
    timeoutMs: START_TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw error instanceof PortTakenError ? listenProblem({ code: 'EADDRINUSE' }, at) : error;
  });
}

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
