import { execFile } from 'node:child_process';
import { access, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { eventually, finish, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

/*
 * What becomes of a home that is copied, or moved, while a study trains in it.
 */
let sandbox: Sandbox;
let gate: Gate;
let other: string;

/** A sweep with one worker, whose training waits after its first epoch. */
beforeEach(async () => {
  [sandbox, gate] = [await Sandbox.create(), await Gate.at(1)];
  other = `${sandbox.home}-other`;
  const file = await sandbox.writeStudy('small.yaml', smallStudy('small', { trials: 3, epochs: 2 }));
  await sandbox.with(gate.env).run('start', file, '--detach', '--workers', '1', '--threads', '1');
  await untilTraining(1);
});
afterEach(async () => {
  await sandbox.run('down', '--home', other);
  await rm(other, { recursive: true, force: true, maxRetries: 5 });
  await sandbox[Symbol.asyncDispose]();
  await gate[Symbol.asyncDispose]();
});

const untilTraining = (workers: number) =>
  eventually(`${workers} workers that train`, async () => {
    const trials = await sandbox.readTrials('small');
    return trials.filter(({ state, epochs }) => state === 'running' && epochs === 1).length === workers;
  });

const elsewhere = (...args: string[]) => finish(sandbox.start(...args, '--home', other));

it('in a copy nothing runs, and what is stopped there is not what runs in the original', async () => {
  sandbox.with(gate.env).start('worker', '--threads', '1', '--engine', 'onnx');
  await untilTraining(2);
  const before = await sandbox.leftovers();
  await promisify(execFile)('cp', ['-a', sandbox.home, other]);
  expect(await elsewhere('down')).toMatchObject({ code: 0, stdout: 'nothing was running\n' });
  expect(await elsewhere('stop', 'small')).toMatchObject({ code: 4 });
  expect(await sandbox.leftovers()).toEqual(before);
  await gate.letAll();
  await sandbox.untilComplete('small');
  expect((await sandbox.readTrials('small')).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
});

it('a sweep whose home is moved ends, makes no other in its place, and continues in the new one', async () => {
  const supervisors = await sandbox.pids('supervise');
  await rename(sandbox.home, other);
  expect(await elsewhere('resume', 'small')).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(
      /was started in .* has been moved to .*: move the home back, or .*ram-sweep down/s,
    ),
  });
  await eventually('the end of the sweep', async () => (await sandbox.pids('supervise')).length === 0);
  expect(supervisors).toHaveLength(1);
  await expect(access(sandbox.home)).rejects.toThrow('ENOENT');
  const logs = await elsewhere('logs', 'small');
  expect(logs.stdout).toContain(`the home ${sandbox.home} is gone: it was moved, or deleted`);

  expect((await elsewhere('down')).stdout).toMatch(/stopped postgres and nats-server\n$/);
  expect(await sandbox.leftovers()).toEqual([]);
  await gate.letAll();
  const resumed = await elsewhere('resume', 'small', '--plain', '--workers', '1', '--threads', '1');
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stdout).toContain('complete');
});
