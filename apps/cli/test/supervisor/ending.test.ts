import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { connectBus, type Bus } from '@ram-sweep/bus';
import { studySpecSchema } from '@ram-sweep/protocol';
import { processStart, startServices, stopServices } from '@ram-sweep/services';
import { openStore } from '@ram-sweep/store';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { endSweeps } from '../../src/commands/machine/down.js';
import { askCoordinator } from '@ram-sweep/studies/control';
import { readEnvironment } from '../../src/environment.js';
import { findRunningSweep } from '@ram-sweep/studies/sweep-file';
import { findOrCreateStudy } from '@ram-sweep/studies/create';

const program = fileURLToPath(new URL('../../bin/ram-sweep.js', import.meta.url));
let home: string;
let bus: Bus;
let study: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ram-sweep-ending-'));
  const { databaseUrl, nats } = await startServices({ home });
  const store = await openStore({ url: databaseUrl });
  const spec = studySpecSchema.parse({ name: 'small', dataset: { name: 'glyphs' }, trials: 1, space: {} });
  study = (await findOrCreateStudy(store, spec)).study.id;
  await store.close();
  bus = await connectBus({ servers: nats.url, ...nats.coordinator, name: 'test', role: 'coordinator' });
});

afterAll(async () => {
  await bus.close();
  await stopServices(home);
  await rm(home, { recursive: true, force: true });
});

test('a study that nobody drives is not running, says stop', async () => {
  const { code, stderr } = await stop();
  expect(stderr).toContain('study small is not running');
  expect(code).toBe(3);
});

test('a coordinator that cannot answer is not taken for none', async () => {
  const listener = bus.commands.serve(study, () => Promise.reject(new Error('the database is unreachable')));
  const { code, stderr } = await stop();
  listener.close();
  expect(stderr).toMatch(/no response from study small's coordinator: .*the database is unreachable/);
  expect(code).toBe(4);
});

test('a coordinator that has not started is waited for while its supervisor lives', async () => {
  await supervisor('small');
  const asked = ask(60_000);
  await sleep(500);
  const listener = bus.commands.serve(study, () => ({ ok: true, message: 'study small is stopping' }));
  await expect(asked).resolves.toBe('study small is stopping');
  listener.close();
});

test('one that does not start in time is said to not have started, with its supervisor', async () => {
  const { pid } = await supervisor('small');
  await expect(ask(300)).rejects.toMatchObject({
    message: 'the coordinator of study small has not started yet',
    hint: expect.stringContaining(`its supervisor is process ${pid}`),
    kind: 'unavailable',
  });
});

test('one whose supervisor ends meanwhile is not running', async () => {
  const ending = await supervisor('small');
  const asked = ask(60_000);
  ending.kill('SIGKILL');
  await expect(asked).rejects.toMatchObject({ message: 'study small is not running', kind: 'not-found' });
});

test('a sweep of another machine ends there: stop does not say that it has', async () => {
  const listener = bus.commands.serve(study, () => ({ ok: true, message: 'study small is stopping' }));
  const { code, stdout } = await stop();
  listener.close();
  expect(stdout).toContain('ends on the machine that runs it');
  expect(code).toBe(0);
});

test('a sweep that does not end keeps its servers: down names its process and its log', async () => {
  const stubborn = await supervisor('small', `process.on('SIGTERM', () => {});`);
  await expect(endSweeps(home, 300)).rejects.toMatchObject({
    message: expect.stringContaining(`study small is still running (pid ${stubborn.pid})`),
    hint: expect.stringContaining(join(home, 'logs', 'sweep-small.log')),
    kind: 'failure',
  });
});

test('sweeps that end are waited for', async () => {
  const slow = await supervisor('slow', `process.on('SIGTERM', () => setTimeout(process.exit, 300, 0));`);
  const sweeps = [slow, await supervisor('quick')];
  const exits = Promise.all(sweeps.map((sweep) => once(sweep, 'exit')));
  const asked = performance.now();
  await endSweeps(home);
  expect(performance.now() - asked).toBeGreaterThanOrEqual(300);
  expect(await exits).toEqual([
    [0, null],
    [null, 'SIGTERM'],
  ]);
});

/** A process that counts as the supervisor of the study on this machine, until the test is over. */
async function supervisor(name: string, script = ''): Promise<ChildProcess> {
  const forever = `${script} setInterval(() => {}, 1000); console.log('ready');`;
  const child = spawn(process.execPath, ['-e', forever, 'supervise'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const { pid } = child;
  const sweep = {
    pid,
    processStart: await processStart(pid!),
    home,
    study: name,
    startedAt: '2026-01-01T00:00:00Z',
  };
  await mkdir(join(home, 'sweeps'), { recursive: true });
  await writeFile(join(home, 'sweeps', `${name}.json`), JSON.stringify(sweep));
  return child;
}

/** Asks the coordinator to stop, and waits this long for it to start. */
async function ask(patienceMs: number): Promise<string> {
  const target = {
    settings: { ...readEnvironment({}), home },
    study: { id: study, name: 'small' },
    sweep: await findRunningSweep(home, 'small'),
  };
  return askCoordinator(target, { kind: 'stop-study' }, patienceMs);
}

async function stop(): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, 'stop', 'small'], {
    env: { ...process.env, RAM_SWEEP_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number]>;
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await ended)[0], stdout, stderr };
}
