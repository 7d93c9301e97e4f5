import { afterEach, beforeEach, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy, type PrintedTrial } from '../small-study.js';

let sandbox: Sandbox;
let gate: Gate;

/** A sweep with one worker of its own, whose trainings wait after their first epoch. */
beforeEach(async () => {
  [sandbox, gate] = [await Sandbox.create(), await Gate.at(1)];
  const file = await sandbox.writeStudy('shared.yaml', smallStudy('shared', { trials: 4, epochs: 3 }));
  await sandbox.with(gate.env).run('start', file, '--detach', '--workers', '1', '--threads', '1');
});
afterEach(async () => {
  await sandbox[Symbol.asyncDispose]();
  await gate[Symbol.asyncDispose]();
});

/** A worker that was started by hand and trains. */
async function joined() {
  const child = sandbox.with(gate.env).start('worker', '--threads', '1');
  const ended = finish(child);
  await eventually('two workers that train', async () => {
    const trials = await sandbox.readTrials('shared');
    const training = trials.filter(({ state, epochs }) => state === 'running' && epochs === 1);
    return new Set(training.map(({ worker }) => worker)).size === 2;
  });
  return { pid: child.pid!, ended };
}

it('down ends a worker that was started by hand as well, and says so', async () => {
  const { pid, ended } = await joined();
  const { code, stdout } = await sandbox.run('down');
  expect(code).toBe(0);
  expect(stdout).toContain('stopping study shared');
  expect(stdout).toContain(`stopping worker (pid ${pid})`);
  expect(stdout).toContain('stopped 1 worker, postgres and nats-server');
  expect((await ended).code).toBe(0);
  expect(await sandbox.leftovers()).toEqual([]);
  const trials = await sandbox.json<PrintedTrial[]>('trials');
  expect(trials.map(({ state }) => state)).toEqual(Array(4).fill('waiting'));
});

it('a worker that does not listen is killed', async () => {
  const { pid, ended } = await joined();
  process.kill(pid, 'SIGSTOP');
  const { code, stdout } = await sandbox.run('down');
  expect(code).toBe(0);
  expect(stdout).toContain(`worker (pid ${pid}) did not end within 20 s and was killed`);
  await ended;
  expect(await sandbox.leftovers()).toEqual([]);
});

it('so is what a supervisor that was killed has left behind', async () => {
  await joined();
  const workers = await sandbox.pids('worker');
  for (const pid of workers) process.kill(pid, 'SIGSTOP');
  for (const pid of await sandbox.pids('supervise')) process.kill(pid, 'SIGKILL');
  const { stdout } = await sandbox.run('down');
  for (const pid of workers) expect(stdout).toContain(`stopping worker (pid ${pid})`);
  expect(await sandbox.leftovers()).toEqual([]);
});

it('who follows the study does not wait for ever', async () => {
  const following = sandbox.start('watch', 'shared', '--plain');
  const ended = finish(following);
  let text = '';
  following.stdout!.on('data', (chunk: string) => (text += chunk));
  await eventually('lines', () => Promise.resolve(text.includes('epoch 1/3')));
  await sandbox.run('down');
  const { code, stdout } = await ended;
  expect(code).toBe(5);
  expect(stdout).toMatch(/continue it with `.*ram-sweep resume shared.*`/);
});
