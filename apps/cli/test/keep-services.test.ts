import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@ram-sweep/log';
import { findServices, startServices, stopServices, type Services } from '@ram-sweep/services';
import { expect, onTestFinished, test } from 'vitest';
import { keepServices } from '../src/supervisor/keep-services.js';

const silent: Log = { info: () => undefined, warn: () => undefined };

test('servers that end before the supervisor first looks come back where the sweep knows them', async () => {
  const known = await services();
  await stopServices(known.home);
  const over = new AbortController();
  const kept = keepServices({ options: { home: known.home }, known }, silent, over.signal);
  let now: Services | null = null;
  while (!(now = await findServices(known.home))) await sleep(50);
  over.abort();
  await kept;
  expect(now.databaseUrl).toBe(known.databaseUrl);
  expect(now.nats.url).toBe(known.nats.url);
});

test('a port that another program took before the supervisor first looks ends the sweep', async () => {
  const known = await services();
  await stopServices(known.home);
  const squatter = await listen(Number(new URL(known.nats.url).port));
  const kept = keepServices({ options: { home: known.home }, known }, silent, new AbortController().signal);
  await expect(kept).rejects.toThrow('another program took the port of an embedded server');
  squatter.close();
});

/** Embedded servers in a new home, gone after the test. */
async function services(): Promise<Services> {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-keep-'));
  onTestFinished(async () => {
    await stopServices(home);
    await rm(home, { recursive: true, force: true });
  });
  return startServices({ home });
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}
