import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BusUnavailableError, connectBus } from '@ram-sweep/bus';
import { defaultCacheDir, findNatsServer, freePort } from '@ram-sweep/services';
import { openStore } from '@ram-sweep/store';
import { findStudySummary, openReader } from '@ram-sweep/store/read';
import { askPostgres, startTestPostgres } from '@ram-sweep/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { eventually, finish } from '../program/sandbox.js';

const compose = fileURLToPath(new URL('../../infra/compose', import.meta.url));
const [COORDINATOR, WORKER] = ['pcoordinator0', 'pworker0'];

/** nats-server as the compose file starts it, but on ports and in a folder of its own. */
async function startNats(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-compose-'));
  const { path } = await findNatsServer({ cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']) });
  const [port, monitor] = [await freePort(), await freePort()];
  const text = await readFile(join(compose, 'nats', 'nats.conf'), 'utf8');
  const moved = text
    .replace('port: 4222', `host: 127.0.0.1\nport: ${port}`)
    .replace('http: 8222', `http: 127.0.0.1:${monitor}`)
    .replace('/data', folder);
  await writeFile(join(folder, 'nats.conf'), moved);
  await copyFile(join(compose, 'nats', 'accounts.conf'), join(folder, 'accounts.conf'));
  const child = spawn(path, ['--config', join(folder, 'nats.conf')], {
    stdio: 'ignore',
    env: { NATS_COORDINATOR_PASSWORD: COORDINATOR, NATS_WORKER_PASSWORD: WORKER },
  });
  const ended = finish(child);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true });
  });
  await eventually('nats-server', () => canConnect(port));
  return `nats://127.0.0.1:${port}`;
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });

it('NATS: the coordinator makes the streams, a worker uses them, and is no coordinator', async () => {
  const servers = await startNats();
  const coordinator = { user: 'coordinator', password: COORDINATOR };
  const worker = { user: 'worker', password: WORKER };
  await (await connectBus({ servers, ...coordinator, name: 'test', role: 'coordinator' })).close();
  const bus = await connectBus({ servers, ...worker, name: 'test', role: 'worker' });
  const name = '00000000-0000-4000-8000-000000000000/0/1-1-0';
  const kept = await bus.checkpoints.put(name, new Uint8Array([7]), { epoch: 1, step: 0 });
  expect(await bus.checkpoints.get(kept)).toEqual(new Uint8Array([7]));
  await bus.close();
  const asCoordinator = connectBus({ servers, ...worker, name: 'test', role: 'coordinator' });
  await expect(asCoordinator).rejects.toThrow(BusUnavailableError);
});

it('Postgres: the reader reads what the coordinator makes, and cannot write', async () => {
  await using postgres = await startTestPostgres();
  // As Docker's image does: the database and its owner are there, and the file is run by a superuser.
  const names = { owner: 'compose_owner', reader: 'compose_reader', database: 'compose' };
  const admin = new URL(postgres.url);
  const script = await readFile(join(compose, 'postgres', 'reader.sql'), 'utf8');
  await askPostgres(postgres.adminUrl(), `CREATE ROLE ${names.owner} LOGIN PASSWORD 'powner'`);
  await askPostgres(postgres.adminUrl(), `CREATE DATABASE ${names.database} OWNER ${names.owner}`);
  await askPostgres(
    postgres.adminUrl(names.database),
    script
      .replaceAll(/^\\getenv.*$/gm, '')
      .replace(":'reader_password'", "'preader'")
      .replaceAll('ram_sweep_reader', names.reader)
      .replaceAll('DATABASE ram_sweep', `DATABASE ${names.database}`)
      .replaceAll('ROLE ram_sweep ', `ROLE ${names.owner} `),
  );
  const as = (user: string, password: string): string =>
    `postgres://${user}:${password}@${admin.host}/${names.database}`;
  await (await openStore({ url: as(names.owner, 'powner') })).close();
  const reader = await openReader({ url: as(names.reader, 'preader') });
  expect(await findStudySummary(reader)).toBeNull();
  await reader.close();
  const writing = askPostgres(as(names.reader, 'preader'), 'DELETE FROM ram_sweep.studies');
  await expect(writing).rejects.toThrow(/read-only|permission denied/);
});
