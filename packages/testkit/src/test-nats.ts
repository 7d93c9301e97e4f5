import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defaultCacheDir,
  findNatsServer,
  freePort,
  natsAccess,
  newNatsCredentials,
  startNatsServer,
  type NatsAccess,
  type NatsPlace,
} from '@ram-sweep/services';
import { bootServer, type ServerUnderTest } from './server-under-test.js';

export type TestNats = ServerUnderTest & NatsAccess;

/**
 * Boots a real nats-server with JetStream and the users of the embedded one: `coordinator` may do everything,
 * `worker` what a worker may. Throws NatsServerNotFoundError, which tells how to get one.
 */
export async function startTestNats(): Promise<TestNats> {
  const port = await freePort();
  const credentials = newNatsCredentials();
  const { path: program } = await findNatsServer({ cacheDir: defaultCacheDir() });
  const placeIn = (directory: string): NatsPlace => ({
    directory: join(directory, 'nats'),
    name: 'ram-sweep-test',
    port,
    credentials,
  });
  const server = await bootServer(async (directory, onSpawn) => {
    await mkdir(join(directory, 'nats'), { recursive: true, mode: 0o700 });
    const logFile = join(directory, 'nats-server.log');
    await startNatsServer({ ...placeIn(directory), program, logFile, onSpawn });
  });
  return { ...server, ...natsAccess(placeIn(server.directory)) };
}
