import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { defaultCacheDir, findNatsServer, natsConfig } from '@ram-sweep/services';
import { expect, it, onTestFinished } from 'vitest';

const infra = fileURLToPath(new URL('../../infra', import.meta.url));
const folders = ['compose/nats', 'kubernetes/components/nats'];
const PASSWORDS = ['NATS_COORDINATOR_PASSWORD', 'NATS_WORKER_PASSWORD'];

/** JSON but for a comment, the name of the field, and passwords that are variables. */
async function accountsIn(folder: string): Promise<unknown> {
  const text = await readFile(join(infra, folder, 'accounts.conf'), 'utf8');
  const json = text.replaceAll(/^#.*$/gm, '').replace('accounts:', '');
  return JSON.parse(PASSWORDS.reduce((each, name) => each.replace(`$${name}`, `"$${name}"`), json));
}

it.each(folders)('%s gives its accounts the rights that the embedded server gives them', async (folder) => {
  const [coordinator, worker] = PASSWORDS.map((name) => `$${name}`);
  const credentials = { coordinator: coordinator!, worker: worker! };
  const { accounts } = JSON.parse(natsConfig({ directory: '', port: 0, name: '', credentials })) as {
    accounts: unknown;
  };
  expect(await accountsIn(folder)).toEqual(accounts);
});

it.each(folders)('%s is a configuration that nats-server takes', async (folder) => {
  const pids = await mkdtemp(join(tmpdir(), 'ram-sweep-nats-'));
  onTestFinished(() => rm(pids, { recursive: true }));
  const { path } = await findNatsServer({ cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']) });
  const env = {
    POD_NAME: 'nats-0',
    NATS_COORDINATOR_PASSWORD: 'p0123456789abcdef',
    NATS_WORKER_PASSWORD: 'pfedcba9876543210',
  };
  const { stdout, stderr } = await promisify(execFile)(
    path,
    ['-t', '--config', join(infra, folder, 'nats.conf')],
    { env },
  );
  expect(stdout + stderr).toContain('is valid');
});
