import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defaultCacheDir,
  findNatsServer,
  freePort,
  natsAccess,
  natsConfig,
  newNatsCredentials,
  startNatsServer,
  type NatsAccess,
  type NatsPlace,
} from '@ram-sweep/services';
import type { TestCertificate } from './certificates.js';
import { startOwnNats } from './own-nats.js';
import { bootServer, type ServerUnderTest } from './server-under-test.js';

export type TestNats = ServerUnderTest &
  NatsAccess & {
    /** Its configuration, and in `jetstream` its streams. */
    readonly directory: string;
  };

/**
 * Boots a real nats-server with JetStream and the users of the embedded one: `coordinator` may do everything,
 * `worker` what a worker may. Throws NatsServerNotFoundError, which tells how to get one.
 */
export async function startTestNats(): Promise<TestNats> {
  const port = await freePort();
  const credentials = newNatsCredentials();
  const { path: program } = await findNatsServer({
    cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']),
  });
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
  const place = placeIn(server.directory);
  return { ...server, ...natsAccess(place), directory: place.directory };
}

/** The same, speaking TLS alone, with this certificate; clients need one that `caFile` signed. */
export async function startTlsNats(tls: TestCertificate & { caFile: string }): Promise<TestNats> {
  const credentials = newNatsCredentials();
  const place = (directory: string): NatsPlace => ({
    directory,
    name: 'ram-sweep-test',
    port: 0,
    credentials,
  });
  const server = await startOwnNats((directory) => ({
    ...(JSON.parse(natsConfig(place(directory))) as object),
    tls: { cert_file: tls.certFile, key_file: tls.keyFile, ca_file: tls.caFile, verify: true },
  }));
  const { coordinator, worker } = natsAccess(place(server.directory));
  return { ...server, url: server.url.replace('nats:', 'tls:'), coordinator, worker };
}
