import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StringCodec } from 'nats';
import { askPostgres } from '@ram-sweep/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findServices, isJetStreamOn, startServices, stopServices } from '../src/index.js';
import { commandLine, endProcess, isAlive } from '../src/process/process.js';
import {
  connectAs,
  homeOfFile,
  readServicesFile,
  startInProcess,
  temporaryHome,
} from './running-services.js';

/**
 * A home with servers of earlier tests, running or not, for those that need no new one: to make a database takes a
 * second.
 */
const usedHome = homeOfFile();

const KILL = { signal: 'SIGKILL', graceMs: 5_000 } as const;

test('servers are started once and found from then on', async () => {
  const home = await temporaryHome();
  expect(await findServices(home)).toBeNull();
  const started = await startServices({ home });
  expect(started.startedNow).toBe(true);
  const found = { ...started, startedNow: false };
  expect(await startServices({ home })).toEqual(found);
  expect(await findServices(home)).toEqual(found);
});

test('two processes that start at once end with the same pair of servers', async () => {
  const home = await temporaryHome();
  const [one, two] = await Promise.all([startInProcess(home), startInProcess(home)]);
  expect([one, two].filter(({ startedNow }) => startedNow)).toHaveLength(1);
  expect({ ...one, startedNow: true }).toEqual({ ...two, startedNow: true });
  expect(await processesOf(home)).toHaveLength(2);
});

test('a nats-server that runs but stores nothing, as after its disk was full, is started again at its address', async () => {
  const home = usedHome();
  const before = await startServices({ home });
  await switchJetStreamOff(home);
  const told: string[] = [];
  const now = await startServices({ home, onProgress: (line) => void told.push(line) });
  expect(await isJetStreamOn(home)).toBe(true);
  expect(now.nats).toEqual(before.nats);
  expect(told[0]).toMatch(/nats-server runs but stores nothing/);
});

/** What nats-server does by itself when it can write no more; here its configuration makes it. */
async function switchJetStreamOff(home: string): Promise<void> {
  const file = join(home, 'nats', 'nats-server.conf');
  const { jetstream: _, ...rest } = JSON.parse(await readFile(file, 'utf8')) as { jetstream: object };
  await writeFile(file, JSON.stringify(rest));
  process.kill(Number(await readFile(join(home, 'nats', 'nats-server.pid'), 'utf8')), 'SIGHUP');
  await vi.waitFor(async () => expect(await isJetStreamOn(home)).toBe(false), { timeout: 60_000 });
}

test('stopping ends both servers and tells which ran', async () => {
  const home = usedHome();
  await startServices({ home });
  const pids = await processesOf(home);
  expect(await stopServices(home)).toEqual(['postgres', 'nats-server']);
  expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
  expect(await processesOf(home)).toEqual([]);
  expect(await stopServices(home)).toEqual([]);
});

test.each(['postgres', 'nats'] as const)(
  'after kill -9 of %s all data are there again, at the same ports',
  async (victim) => {
    const home = usedHome();
    const before = await startServices({ home });
    await askPostgres(before.databaseUrl, `CREATE TABLE ${victim} AS SELECT 7 AS n`);
    const nc = await connectAs(before, 'coordinator');
    await (await nc.jetstreamManager()).streams.add({ name: victim, subjects: [victim] });
    await nc.jetstream().publish(victim, StringCodec().encode('kept'));
    await nc.close();

    await endProcess((await readServicesFile(home))[victim].pid, KILL);
    expect(await findServices(home)).toBeNull();
    const after = await startServices({ home });

    expect({ ...after, startedNow: before.startedNow }).toEqual(before);
    expect(await askPostgres(after.databaseUrl, `SELECT n FROM ${victim}`)).toEqual([{ n: 7 }]);
    const manager = await (await connectAs(after, 'coordinator')).jetstreamManager();
    const info = await manager.streams.info(victim);
    expect(info.state.messages).toBe(1);
  },
);

test('a server whose process id another program has by now is started anew, and that program is left alone', async () => {
  const home = usedHome();
  const { databaseUrl } = await startServices({ home });
  await askPostgres(databaseUrl, 'CREATE TABLE t AS SELECT 7 AS n');
  const { postgres, nats } = await readServicesFile(home);
  await Promise.all([endProcess(postgres.pid, KILL), endProcess(nats.pid, KILL)]);
  const pidFile = join(home, 'postgres', 'data', 'postmaster.pid');
  await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(process.pid)));
  await writeFile(join(home, 'nats', 'nats-server.pid'), String(process.pid));

  expect(await stopServices(home)).toEqual([]);
  expect(await findServices(home)).toBeNull();
  expect((await startServices({ home })).startedNow).toBe(true);
  expect(await askPostgres(databaseUrl, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
});

test('a server that no longer answers is replaced', async () => {
  const home = usedHome();
  await startServices({ home });
  const { nats } = await readServicesFile(home);
  await freeze(nats.pid);
  const lines: string[] = [];
  await startServices({ home, onProgress: (line) => lines.push(line) });
  expect(lines[0]).toBe('nats-server did not answer and was ended');
  expect(await isAlive(nats.pid)).toBe(false);
  expect(await findServices(home)).not.toBeNull();
});

test('a port that was taken meanwhile is given up for another', async () => {
  const home = usedHome();
  await startServices({ home });
  await stopServices(home);
  const { nats } = await readServicesFile(home);
  const squatter = createServer().listen(nats.port, '127.0.0.1');
  onTestFinished(() => void squatter.close());
  const services = await startServices({ home });
  expect(services.nats.url).not.toContain(`:${nats.port}`);
});

test('the lock of a process that died does not keep others waiting', async () => {
  const home = await temporaryHome();
  await mkdir(home);
  const dead = {
    pid: 2 ** 22 + 1,
    start: '1',
    id: '00000000-0000-4000-8000-000000000000',
    folder: home,
  };
  await writeFile(join(home, 'services.lock'), JSON.stringify(dead));
  const [one, two] = await Promise.all([startInProcess(home), startInProcess(home)]);
  expect([one, two].filter(({ startedNow }) => startedNow)).toHaveLength(1);
});

test('data of another major version of Postgres are left as they are, and nats-server does not stay behind', async () => {
  const home = await temporaryHome();
  await startServices({ home });
  await stopServices(home);
  const versionFile = join(home, 'postgres', 'data', 'PG_VERSION');
  await chmod(versionFile, 0o644);
  await writeFile(versionFile, '12\n');
  await expect(startServices({ home })).rejects.toThrow(/made by Postgres 12, and this is Postgres 18/);
  expect(await processesOf(home)).toEqual([]);
});

test('a database without its passwords is not written over', async () => {
  const home = await temporaryHome();
  await mkdir(join(home, 'postgres', 'data'), { recursive: true });
  await expect(startServices({ home })).rejects.toThrow(
    /services\.json is missing, and with it the passwords/,
  );
});

test('a damaged services.json is named, with the way out', async () => {
  const home = await temporaryHome();
  await mkdir(home);
  await writeFile(join(home, 'services.json'), '{"format": 1,');
  await expect(startServices({ home })).rejects.toThrow(/services\.json is damaged.*put it back from a copy/);
});

test('a nats-server that cannot start tells why, and leaves no Postgres behind', async () => {
  const home = await temporaryHome();
  const failing = join(home, '..', 'nats-server');
  await writeFile(
    failing,
    '#!/bin/sh\n[ "$1" = --version ] && { echo nats-server: v2.10.0; exit; }\necho "store: no space left on device" >&2; exit 1\n',
    { mode: 0o755 },
  );
  await expect(startServices({ home, natsServer: failing })).rejects.toThrow(
    /nats-server did not start: it ended at once \(exit code 1\); the disk is full.*\n.*\n {2}store: no space left/,
  );
  expect(await processesOf(home)).toEqual([]);
});

/** The servers, and whatever else has a path of this home in its command line. */
async function processesOf(home: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 1 && pid !== process.pid);
  const lines = await Promise.all(pids.map(commandLine));
  return pids.filter((_, index) => lines[index]?.includes(home) === true);
}

/** Stops a process, and waits until all its threads stand: on a busy machine some still answer for a moment. */
async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await vi.waitFor(async () => {
    const threads = await readdir(`/proc/${pid}/task`);
    const stats = await Promise.all(threads.map((tid) => readFile(`/proc/${pid}/task/${tid}/stat`, 'utf8')));
    // proc(5): the state follows the program's name in brackets; T: stopped.
    expect(stats.filter((stat) => !stat.includes(') T '))).toEqual([]);
  }, 60_000);
}
