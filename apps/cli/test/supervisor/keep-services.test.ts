import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@ram-sweep/log';
import { findServices, isJetStreamOn, startServices, stopServices, type Services } from '@ram-sweep/services';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepServices } from '../../src/supervisor/keep-services.js';

const silent: Log = { info: () => undefined, warn: () => undefined };
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ram-sweep-keep-'));
});
afterAll(async () => {
  await stopServices(home);
  await rm(home, { recursive: true, force: true });
});

test('servers that end before the supervisor first looks come back where the sweep knows them', async () => {
  const known = await startServices({ home });
  await stopServices(home);
  const over = new AbortController();
  const kept = keepServices({ options: { home }, known }, silent, over.signal);
  let now: Services | null = null;
  while (!(now = await findServices(home))) await sleep(50);
  over.abort();
  await kept;
  expect(now.databaseUrl).toBe(known.databaseUrl);
  expect(now.nats.url).toBe(known.nats.url);
});

test('a nats-server that stores nothing any more, as after its disk was full, is started again there', async () => {
  const known = await startServices({ home });
  await switchJetStreamOff();
  const said: string[] = [];
  const log = { ...silent, warn: (message: string) => void said.push(message) };
  const over = new AbortController();
  const kept = keepServices({ options: { home }, known }, log, over.signal);
  while (!(await isJetStreamOn(home))) await sleep(50);
  over.abort();
  await kept;
  expect(said).toEqual(['the embedded nats-server stores nothing any more; starting it again']);
  expect((await findServices(home))?.nats).toEqual(known.nats);
});

test('a home that is moved away is waited for, then the sweep ends; none is made in its old place', async () => {
  const known = await startServices({ home });
  const moved = `${home}-moved`;
  const said: string[] = [];
  const log = { ...silent, warn: (message: string) => void said.push(message) };
  await rename(home, moved);
  try {
    const kept = keepServices({ options: { home }, known }, log, new AbortController().signal);
    await expect(kept).rejects.toThrow(`the home ${home} is gone`);
    await expect(access(home)).rejects.toThrow('ENOENT');
  } finally {
    await rename(moved, home);
  }
  expect(said).toEqual([`the home ${home} is gone; waiting for it`]);
  expect(await findServices(home)).toEqual({ ...known, startedNow: false });
});

test('a home that comes back is kept as before', async () => {
  const known = await startServices({ home });
  const moved = `${home}-moved`;
  await rename(home, moved);
  const over = new AbortController();
  const said: string[] = [];
  const log = { ...silent, warn: (message: string) => void said.push(message) };
  const kept = keepServices({ options: { home }, known }, log, over.signal);
  while (said.length === 0) await sleep(10);
  await rename(moved, home);
  await stopServices(home);
  while (!(await findServices(home))) await sleep(50);
  over.abort();
  await kept;
  expect(await findServices(home)).toEqual({ ...known, startedNow: false });
});

// Last: the servers are at another address then.
test('a port that another program took before the supervisor first looks ends the sweep', async () => {
  const known = await startServices({ home });
  await stopServices(home);
  const squatter = await listen(Number(new URL(known.nats.url).port));
  const kept = keepServices({ options: { home }, known }, silent, new AbortController().signal);
  await expect(kept).rejects.toThrow('another program took the port of an embedded server');
  squatter.close();
});

/** What nats-server does by itself when it can write no more; here its configuration makes it. */
async function switchJetStreamOff(): Promise<void> {
  const file = join(home, 'nats', 'nats-server.conf');
  const { jetstream: _, ...rest } = JSON.parse(await readFile(file, 'utf8')) as { jetstream: object };
  await writeFile(file, JSON.stringify(rest));
  process.kill(Number(await readFile(join(home, 'nats', 'nats-server.pid'), 'utf8')), 'SIGHUP');
  while (await isJetStreamOn(home)) await sleep(50);
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}
