import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@ram-sweep/log';
import { endProcess, freePort, startServices, stopServices } from '@ram-sweep/services';
import { listen, readJoining } from '@ram-sweep/services/joining';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { programFile } from '@ram-sweep/studies/program-file';
import { keepListener } from '../../src/supervisor/keep-listener.js';

const HOST = '127.0.0.1';
const listener = [process.execPath, programFile];
let home: string;
let port: number;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ram-sweep-keep-'));
  port = await freePort();
  await startServices({ home, listener });
  await listen({ home, listener }, { host: HOST, port });
});
afterAll(async () => {
  await stopServices(home);
  await rm(home, { recursive: true, force: true });
});

/** Keeps the listener for a test; returns what it warns of. */
function kept(): string[] {
  const warned: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (message, fields) => void warned.push(`${message}: ${String(fields?.['error'])}`),
  };
  const over = new AbortController();
  const keeping = keepListener({ home, listener }, log, over.signal);
  onTestFinished(async () => {
    over.abort();
    await keeping;
  });
  return warned;
}

async function killListener(): Promise<void> {
  const pid = Number(await readFile(join(home, 'listener.pid'), 'utf8'));
  await endProcess(pid, { signal: 'SIGKILL', graceMs: 5_000 });
  expect(await readJoining(home)).toMatchObject({ isListening: false });
}

async function untilListening(): Promise<void> {
  while (!(await readJoining(home))?.isListening) await sleep(20);
}

test('a listener that ends while a sweep runs is started again', async () => {
  const warned = kept();
  await killListener();
  await untilListening();
  expect(warned).toEqual([]);
});

test('what is in its way is reported once, and it comes as soon as that is gone', async () => {
  await killListener();
  const squatter = createServer().listen(port, HOST);
  await once(squatter, 'listening');
  const warned = kept();
  while (warned.length === 0) await sleep(20);
  await once(squatter.close(), 'close');
  await untilListening();
  expect(warned).toEqual([
    expect.stringMatching(
      /^workers on other machines cannot join; trying again: .* is in use by another program/,
    ),
  ]);
});
