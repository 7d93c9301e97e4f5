import type { ChildProcess } from 'node:child_process';
import { startTestNats } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { eventually, finish, Sandbox } from '../../program/sandbox.js';
import { LONG_STEPS, untilMidStep } from '../mid-step.js';
import { asWorker, useServers } from '../on-servers.js';
import { throwsOnSignal } from '../training-threads.js';

/*
 * How a worker ends while its threads compute, with the real engine: a thread that ends within a step of ONNX Runtime
 * takes the process down with it.
 */
const servers = useServers();

async function inMidTraining(
  name: string,
  end: (worker: ChildProcess) => Promise<void> | void,
): Promise<{ code: number | null; stderr: string; coordinator: string }> {
  await servers.makeStudy(name, [LONG_STEPS, LONG_STEPS]);
  await using nats = await startTestNats();
  await using sweep = servers.start(name, nats, { workers: [] });
  await using sandbox = await Sandbox.create(throwsOnSignal);
  const { servers: url, user, password } = asWorker(nats);
  const address = url.replace('//', `//${user}:${password}@`);
  const worker = sandbox.start('worker', '--nats', address, '--threads', '2', '--engine', 'onnx');
  const left = finish(worker);
  await untilMidStep(servers.reader, worker, 2);
  await end(worker);
  return { ...(await left), coordinator: sweep.log };
}

it('an error that nobody catches ends a worker with that error, and no thread in mid-step takes it down', async () => {
  const { code, stderr } = await inMidTraining('broken', (worker) => void worker.kill('SIGUSR2'));
  expect(stderr).toContain('ram-sweep: nobody catches this');
  expect(stderr).not.toContain('terminate called');
  expect(code).toBe(1);
});

async function untilGivenBack(name: string): Promise<void> {
  await eventually('trials that nobody has', async () => {
    const trials = await servers.trials(name);
    return trials.every(({ worker }) => worker === null);
  });
}

it('a worker that gets Ctrl-C together with the program that reads its lines gives its trials back all the same', async () => {
  const { code, coordinator } = await inMidTraining('unread', async (worker) => {
    worker.stderr!.destroy();
    worker.stdout!.destroy();
    worker.kill('SIGINT');
    await untilGivenBack('unread');
  });
  expect(code, coordinator).toBe(0);
  for (const trial of [0, 1]) expect(coordinator).toContain(`trial released trial=${trial}`);
});

it('a worker that gets Ctrl-C says that it gives its trials back', async () => {
  const { code, stderr, coordinator } = await inMidTraining('asked', async (worker) => {
    worker.kill('SIGINT');
    await untilGivenBack('asked');
  });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('worker: leaving; running trials are given back trials=2');
  for (const trial of [0, 1]) {
    expect(stderr).toContain(`worker: trial given back study="asked" trial=${trial}`);
    expect(coordinator).toContain(`trial released trial=${trial}`);
  }
});
