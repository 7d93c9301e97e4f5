import type { ChildProcess } from 'node:child_process';
import { readWorkers } from '@ram-sweep/store/read';
import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

let nats: TestNats;
let sandbox: Sandbox;
let gate: Gate;

/** A study whose trainings wait after their first epoch. */
beforeEach(async () => {
  [nats, gate] = [await startTestNats(), await Gate.at(1)];
  sandbox = await Sandbox.onServers((await newTestDatabase()).url, nats);
  const file = await sandbox.writeStudy('cut.yaml', smallStudy('cut', { trials: 2, epochs: 3 }));
  const started = await sandbox
    .with(gate.env)
    .run('start', file, '--detach', '--workers', '1', '--threads', '1');
  expect(started.code, started.stderr).toBe(0);
  await eventually('a trial has an epoch', async () => {
    const trials = await sandbox.readTrials('cut');
    return trials.some(({ state, epochs }) => state === 'running' && epochs === 1);
  });
});
afterEach(async () => {
  await sandbox[Symbol.asyncDispose]();
  await gate[Symbol.asyncDispose]();
  await nats.stop();
});

/** As a machine does that goes down, but for the servers. */
async function killSweep(): Promise<void> {
  const kinds = ['supervise', 'coordinator', 'worker'] as const;
  const pids = await Promise.all(kinds.map((kind) => sandbox.pids(kind)));
  // At once: children that outlive their supervisor give their trials back.
  for (const pid of pids.flat()) process.kill(pid, 'SIGKILL');
}

/** Follows the study in plain lines; returns once it shows some. */
async function followed(): Promise<{ child: ChildProcess; output: () => string }> {
  const child = sandbox.start('watch', 'cut', '--plain');
  let text = '';
  child.stdout!.on('data', (chunk: string) => (text += chunk));
  await eventually('lines', () => Promise.resolve(text.includes('epoch 1/3')));
  return { child, output: () => text };
}

it('a sweep that died with its machine is named as interrupted wherever it is asked for, with the way out', async () => {
  const following = await followed();
  const ended = finish(following.child);
  await killSweep();

  expect((await ended).code).toBe(5);
  expect(following.output()).toMatch(
    /study cut was interrupted: no sweep runs it any more; continue it with `.*ram-sweep resume cut.*`\n$/,
  );
  const { stdout } = await sandbox.run('studies');
  expect(stdout).toMatch(/^cut +interrupted /m);
  expect(stdout).toMatch(/continue it with `.*ram-sweep resume cut.*`/);
  const [study] = await sandbox.json<{ state: string; driven: boolean }[]>('studies');
  expect(study).toMatchObject({ state: 'interrupted', driven: false });
  for (const command of [['best'], ['trials'], ['show', '0'], ['export']])
    expect((await sandbox.run(...command)).stderr).toContain('ram-sweep resume cut');
  for (const command of [['best'], ['show', '0']])
    expect(await sandbox.json(...command)).toMatchObject({ state: 'interrupted' });
  for (const listing of [['trials', '--json'], ['export', '--format', 'json'], ['export']]) {
    const { stdout: listed } = await sandbox.run(...listing);
    expect(listed).toContain('interrupted');
    expect(listed).not.toContain('running');
  }
  expect((await sandbox.run('trials')).stdout).toContain('interrupted');
  expect((await sandbox.run('trials')).stdout).not.toContain('running');
  expect((await sandbox.run('show', '0')).stdout).toContain('trial 0 of study cut: interrupted');
  expect((await sandbox.run('watch', '--plain')).code).toBe(5);

  await gate.letAll();
  expect((await sandbox.run('resume', 'cut', '--plain')).code).toBe(0);
  const again = await sandbox.run('watch', '--plain');
  expect(again).toMatchObject({ code: 0, stderr: '' });
});

it('a coordinator that is being started again is not taken for dead', async () => {
  const following = await followed();
  const ended = finish(following.child);
  const [coordinator] = await sandbox.pids('coordinator');
  process.kill(coordinator!, 'SIGKILL');
  expect((await sandbox.run('studies')).stdout).toMatch(/^cut +active /m);
  await eventually('another coordinator', async () => {
    const [now] = await sandbox.pids('coordinator');
    return now !== undefined && now !== coordinator;
  });
  await gate.letAll();
  expect((await ended).code).toBe(0);
  expect(following.output()).not.toContain('interrupted');
  expect(following.output()).toContain('study cut is complete');
});

it('who follows a study learns that it was stopped', async () => {
  const ended = finish((await followed()).child);
  expect((await sandbox.run('stop', 'cut')).code).toBe(0);
  const { code, stdout } = await ended;
  expect({ code, last: lastLine(stdout) }).toEqual({
    code: 5,
    last: expect.stringMatching(/^study cut is stopped; continue it with `.*ram-sweep resume cut.*`$/),
  });
  expect((await sandbox.run('watch', '--plain')).code).toBe(5);
});

it('who follows a study that is deleted meanwhile learns that', async () => {
  const following = await followed();
  const ended = finish(following.child);
  await killSweep();
  await eventually('it can be deleted', async () => (await sandbox.run('delete', 'cut', '--yes')).code === 0);
  expect((await ended).code).toBe(3);
  expect(lastLine(following.output())).toBe('study cut has been deleted');
});

it('a worker that has ended is not recorded as busy, nor is any once the sweep is over', async () => {
  await using reader = await sandbox.openReader();
  const busy = async (): Promise<number[]> =>
    (await readWorkers(reader)).filter(({ runs }) => runs.length > 0).map(({ pid }) => pid);
  const [pid] = await sandbox.pids('worker');
  await eventually('it is busy', async () => (await busy()).includes(pid!));
  process.kill(pid!, 'SIGKILL');
  await eventually('another one is', async () => (await busy()).some((other) => other !== pid));
  expect(await busy()).not.toContain(pid);
  await gate.letAll();
  expect((await sandbox.run('watch', '--plain')).code).toBe(0);
  await eventually('none is busy', async () => (await busy()).length === 0);
});

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);
