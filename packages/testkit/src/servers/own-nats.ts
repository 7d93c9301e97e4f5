import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultCacheDir, findNatsServer, freePort } from '@ram-sweep/services';
import { listens } from './cluster-health.js';
import { bootServer, type ServerUnderTest } from './server-under-test.js';

export interface OwnNats extends ServerUnderTest {
  readonly url: string;
  readonly directory: string;
}

/**
 * Boots a nats-server with a configuration of the test's own, as an operator might write it. `host`: the address of
 * this machine at which it listens.
 */
export async function startOwnNats(
  configure: (directory: string) => object | Promise<object>,
  host = '127.0.0.1',
): Promise<OwnNats> {
  const { path } = await findNatsServer({ cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']) });
  const port = await freePort();
  const server = await bootServer(async (directory, onSpawn) => {
    const file = join(directory, 'nats.conf');
    await writeFile(file, JSON.stringify({ ...(await configure(directory)), host, port }));
    const child = spawn(path, ['--config', file], { detached: true, stdio: 'ignore' });
    child.unref();
    onSpawn(child.pid!);
    while (!(await listens(host, port))) {
      if (child.exitCode !== null) throw new Error(`nats-server ended with code ${child.exitCode}: ${file}`);
      await sleep(20);
    }
  });
  return { ...server, url: `nats://${host}:${port}` };
}
