import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices, stopServices } from '@ram-sweep/services';

/**
 * Embedded servers in a home that is made for them and removed with them.
 * @template Result
 * @param {{ cacheDir: string }} folders
 * @param {(services: import('@ram-sweep/services').Services) => Promise<Result>} use
 */
export async function withServers({ cacheDir }, use) {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-bench-'));
  const interrupted = () => void stopServices(home).finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  try {
    return await use(await startServices({ home, cacheDir }));
  } finally {
    process.off('SIGINT', interrupted);
    await stopServices(home);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
