import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findStudySummary, readTrial } from '@ram-sweep/store/read';
import { startTestNats, type TestNats } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../../faults/gate.js';
import { asWorker, KEPT, useServers } from '../../faults/on-servers.js';
import { eventually, finish, Sandbox } from '../sandbox.js';

/** How long Kubernetes and compose wait before they kill a worker. */
const GRACE_S = 180;
const STUDY = [{ epochs: 4 }];

const addressOf = (nats: TestNats): string => {
  const { servers, user, password } = asWorker(nats);
  return servers.replace('//', `//${user}:${password}@`);
};

describe('a worker that is run by an orchestrator', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  it('is ready while NATS reads its heartbeats, and not when it does not, or when the worker leaves', async () => {
    await using nats = await startTestNats();
    await using base = await Sandbox.create();
    const file = join(base.home, 'heartbeat');
    const sandbox = base.with({ RAM_SWEEP_HEARTBEAT_FILE: file });
    const isReady = async () => (await sandbox.run('worker', '--is-ready')).code === 0;
    expect(await isReady()).toBe(false);

    const worker = base.start(
      'worker',
      '--nats',
      addressOf(nats),
      '--engine',
      'onnx',
      '--heartbeat-file',
      file,
    );
    const left = finish(worker);
    await eventually('a worker that is ready', isReady);
    await nats.kill('SIGSTOP');
    await eventually('a worker that is not ready, as NATS is frozen', async () => !(await isReady()));
    await nats.kill('SIGCONT');
    await eventually('a worker that is ready again', isReady);

    worker.kill('SIGTERM');
    expect((await left).code).toBe(0);
    expect(await isReady()).toBe(false);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('does not know whether it is ready where no file is named', async () => {
    await using sandbox = await Sandbox.create();
    const { code, stderr } = await sandbox.run('worker', '--is-ready');
    expect(code).toBe(2);
    expect(stderr).toContain('--heartbeat-file');
  });

  it('stores a checkpoint within the grace period when it is asked to end, and another continues there', async () => {
    const name = 'drained';
    await servers.makeStudy(name, STUDY);
    await using nats = await startTestNats();
    await using sweep = servers.start(name, nats, { workers: [] });
    await using gate = await Gate.at(2);
    await using sandbox = await Sandbox.create(gate.env);
    const train = ['worker', '--nats', addressOf(nats), '--threads', '1', '--engine', 'onnx'];
    const worker = sandbox.start(...train);
    const left = finish(worker);
    await servers.atGate(name, gate, { running: 1 });
    const { id } = (await findStudySummary(servers.reader, name))!;
    const before = (await readTrial(servers.reader, id, 0))!.checkpoints[0]!;

    const toldAt = performance.now();
    worker.kill('SIGTERM');
    expect((await left).code).toBe(0);
    expect(performance.now() - toldAt).toBeLessThan(GRACE_S * 1000);
    const given = await eventually('the trial given back', async () => {
      const trial = (await readTrial(servers.reader, id, 0))!;
      return trial.state === 'waiting' ? trial : null;
    });
    expect(given.attempts.map(({ outcome }) => outcome)).toEqual(['released']);
    const [newest] = given.checkpoints;
    expect([newest!.epoch, newest!.step]).not.toEqual([before.epoch, before.step]);

    await gate.letAll();
    const next = sandbox.start(...train);
    const nextLeft = finish(next);
    expect(await sweep.finish(), sweep.log).toBe(0);
    next.kill('SIGTERM');
    expect((await nextLeft).code).toBe(0);
    expect(await servers.attempts(name)).toEqual([2]);
    expect(await servers.verdict(name)).toEqual(KEPT);
  });
});
