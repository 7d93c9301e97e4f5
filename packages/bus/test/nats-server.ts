import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultCacheDir, findNatsServer, freePort } from '@ram-sweep/services';

export interface NatsServer {
  readonly url: string;
  readonly directory: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its directory. */
  stop(): Promise<void>;
}

/** A nats-server with a configuration of its own, for what the test kit's does not have. */
export async function startNatsServer(
  config: (directory: string) => object | Promise<object>,
): Promise<NatsServer> {
  const { path } = await findNatsServer({ cacheDir: defaultCacheDir() });
  const directory = await mkdtemp(join(tmpdir(), 'ram-sweep-bus-'));
  const port = await freePort();
  const file = join(directory, 'nats.conf');
  await writeFile(file, JSON.stringify({ host: '127.0.0.1', port, ...(await config(directory)) }));
  let server: ChildProcess | undefined;
  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  const start = async () => {
    server = spawn(path, ['--config', file], { stdio: 'ignore' });
    await listening(port, server);
  };
  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    directory,
    kill,
    start,
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function listening(port: number, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await sleep(20);
  }
  throw new Error(`nats-server ended with code ${server.exitCode}`);
}
