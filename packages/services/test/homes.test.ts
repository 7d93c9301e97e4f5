import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askPostgres } from '@ram-sweep/testkit';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  borrowServices,
  findServices,
  freePort,
  reviveServices,
  startServices,
  stopServices,
} from '../src/index.js';
import { listen, readJoining } from '../src/joining/index.js';
import { isAlive } from '../src/process/process.js';
import { readServicesFile } from './running-services.js';

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const listener = [process.execPath, program];

let folder: string;
/** The path of the other one begins with it. */
let short: string;
let long: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-homes-'));
  [short, long] = [join(folder, 'home'), join(folder, 'home-before')];
  onTestFinished(async () => {
    for (const home of [short, long]) await stopServices(home);
    await rm(folder, { recursive: true, force: true });
  });
});

const pidsOf = async (home: string) => {
  const { postgres, nats } = await readServicesFile(home);
  return [postgres.pid, nats.pid];
};

test('a copy of a home whose servers run has servers of its own; to stop those leaves the others alone', async () => {
  const { databaseUrl } = await startServices({ home: long, listener });
  await listen({ home: long, listener }, { host: '127.0.0.1', port: await freePort() });
  await askPostgres(databaseUrl, 'CREATE TABLE t AS SELECT 7 AS n');
  await promisify(execFile)('cp', ['-a', long, short]);
  expect(await stopServices(short)).toEqual([]);
  expect(await findServices(short)).toBeNull();

  const copied = await startServices({ home: short, listener });
  expect(copied.databaseUrl).not.toBe(databaseUrl);
  expect(await askPostgres(copied.databaseUrl, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  expect(await stopServices(short)).toEqual(['postgres', 'nats-server']);

  expect(await findServices(long)).toMatchObject({ databaseUrl });
  expect(await readJoining(long)).toMatchObject({ isListening: true });
  expect(await stopServices(long)).toEqual(['listener', 'postgres', 'nats-server']);
});

test('servers are the same by whatever path their home is reached', async () => {
  await symlink(long, short);
  const started = await startServices({ home: long });
  expect(await startServices({ home: short })).toEqual({ ...started, home: short, startedNow: false });
  expect(await stopServices(short)).toEqual(['postgres', 'nats-server']);
  await startServices({ home: short });
  expect(await stopServices(long)).toEqual(['postgres', 'nats-server']);
});

test('of a home that was moved while its servers ran, every use names both places; ended, they start in the new one', async () => {
  const { databaseUrl } = await startServices({ home: long });
  await askPostgres(databaseUrl, 'CREATE TABLE t AS SELECT 7 AS n');
  const pids = await pidsOf(long);
  await rename(long, short);

  const told = new RegExp(
    // Whichever of the two is asked first.
    `(?:postgres|nats-server) \\(pid (?:${pids.join('|')})\\) was started in ${long}/(?:postgres/data|nats), which has been ` +
      `moved to ${short}/(?:postgres/data|nats) since: ` +
      'move the home back, or .*`ram-sweep down`',
  );
  await expect(startServices({ home: short })).rejects.toThrow(told);
  await expect(findServices(short)).rejects.toThrow(told);
  await expect(borrowServices({ home: short }, ['postgres'])).rejects.toThrow(told);
  expect(await Promise.all(pids.map(isAlive))).toEqual([true, true]);

  expect(await stopServices(short)).toEqual(['postgres', 'nats-server']);
  expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
  expect(await startServices({ home: short })).toMatchObject({ databaseUrl });
  expect(await askPostgres(databaseUrl, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
});

test('a home that is moved back is used as before', async () => {
  const started = await startServices({ home: long });
  await rename(long, short);
  await expect(startServices({ home: short })).rejects.toThrow('move the home back');
  await rename(short, long);
  expect(await startServices({ home: long })).toEqual({ ...started, startedNow: false });
});

test('no home is made where the servers of a moved one still write; it is once they have ended', async () => {
  await startServices({ home: long });
  const pids = await pidsOf(long);
  await rename(long, short);
  await expect(startServices({ home: long })).rejects.toThrow(/still writes to .* has been moved away/);
  expect(await readdir(folder)).toEqual(['home']);
  expect(await Promise.all(pids.map(isAlive))).toEqual([true, true]);
  expect(await stopServices(short)).toEqual(['postgres', 'nats-server']);
  await startServices({ home: long });
  expect(await stopServices(long)).toEqual(['postgres', 'nats-server']);
});

test('to start servers again makes no home where it is gone', async () => {
  await startServices({ home: long });
  await stopServices(long);
  await rename(long, short);
  await expect(reviveServices({ home: long })).rejects.toThrow(`the home ${long} is gone`);
  expect(await readdir(folder)).toEqual(['home']);
});
