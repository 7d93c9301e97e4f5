import { afterAll, beforeAll, expect, test } from 'vitest';
import { finish, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.onFreshServers();
});

afterAll(async () => {
  await sandbox?.[Symbol.asyncDispose]();
});

/** Lines that begin with a time of day. */
const timed = (text: string): string[] => text.split('\n').filter((line) => /^\d\d:\d\d:\d\d /.test(line));
const times = (lines: readonly string[]): string[] => lines.map((line) => line.slice(0, 8));

test('plain lines come in the order of time, and resume tells nothing that was told before', async () => {
  const file = await sandbox.writeStudy('lines.yaml', smallStudy('lines', { trials: 4, epochs: 3 }));
  const first = await finish(sandbox.start('start', file, '--plain', '--threads', '2'));
  expect(first.code).toBe(0);
  const told = timed(first.stdout);
  expect(told.length).toBeGreaterThan(8);
  expect(times(told)).toEqual(times(told).toSorted());
  // The last epoch of a trial is printed, though the trial does not run any more by then, and before its end.
  for (const trial of [0, 1, 2, 3]) {
    const epoch = told.findIndex((line) => line.includes(`trial ${trial} epoch 3/3`));
    const end = told.findIndex((line) => line.includes(`trial ${trial} complete`));
    expect(epoch).toBeGreaterThanOrEqual(0);
    expect(end === -1 || end > epoch).toBe(true);
  }

  const again = await finish(sandbox.start('resume', 'lines', '--trials', '+1', '--plain', '--threads', '1'));
  expect(again.code).toBe(0);
  const since = timed(again.stdout).join('\n');
  expect(since).toContain('trial 4 epoch');
  expect(since).not.toMatch(/trial [0-3] /);
});

test('logs has the lines of all processes by name, and those of one worker alone', async () => {
  const all = await sandbox.run('logs');
  expect(all.code).toBe(0);
  for (const program of ['supervisor', 'coordinator', 'worker 1'])
    expect(all.stdout).toContain(` ${program}: `);
  const worker = await sandbox.run('logs', 'lines', '--worker', '1', '--json');
  const programs = worker.stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { program: string }).program);
  expect(new Set(programs)).toEqual(new Set(['supervisor', 'worker 1']));
  expect((await sandbox.run('logs', '-n', '2')).stdout.trim().split('\n')).toHaveLength(2);
  expect((await sandbox.run('logs', 'none')).code).toBe(3);
});

test('logs --follow ends with the sweep', async () => {
  const file = await sandbox.writeStudy('short.yaml', smallStudy('short', { trials: 1, epochs: 2 }));
  expect((await sandbox.run('start', file, '--detach')).code).toBe(0);
  const { code, stdout, stderr } = await sandbox.run('logs', 'short', '--follow');
  expect(code).toBe(0);
  expect(stdout).toContain('study ended');
  expect(stderr).toContain('no sweep of study short runs on this machine');
});
