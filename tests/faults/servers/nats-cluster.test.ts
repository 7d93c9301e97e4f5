import { CHECKPOINTS_STREAM, EVENTS_STREAM, JOBS_STREAM, WORKERS_CONSUMER } from '@ram-sweep/protocol';
import { startTestCluster, startTestNats, type TestCluster } from '@ram-sweep/testkit';
import { connect, type JetStreamManager } from 'nats';
import { beforeAll, describe, expect, it } from 'vitest';
import { finish, Sandbox } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { KEPT, useServers } from '../on-servers.js';

/**
 * Some trials end, and their successors are claimed, while a server is unreachable; the last two come after all of it.
 */
const STUDY = [6, 2, 3, 6, 4, 4].map((epochs) => ({ epochs }));
const STREAMS = [CHECKPOINTS_STREAM, EVENTS_STREAM, JOBS_STREAM];

async function manage<Result>(
  { access, nodes }: TestCluster,
  use: (manager: JetStreamManager) => Promise<Result>,
): Promise<Result> {
  const { user, password } = access.coordinator;
  const nats = await connect({ servers: nodes.map(({ url }) => url), user, pass: password });
  try {
    return await use(await nats.jetstreamManager());
  } finally {
    await nats.close();
  }
}

describe('a cluster of three NATS servers', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  it('loses nothing and gets nothing stuck when the leader is killed, then every server restarted in turn', async () => {
    const name = 'clustered';
    await servers.makeStudy(name, STUDY);
    await using cluster = await startTestCluster();
    await using gate = await Gate.at(1);
    await using sandbox = await Sandbox.create({ ...gate.env, RAM_SWEEP_DATABASE: servers.databaseUrl });
    const sweep = finish(
      sandbox.start(
        'resume',
        name,
        '--plain',
        '--workers',
        '0',
        '--nats-replicas',
        '3',
        '--nats',
        cluster.address('coordinator'),
      ),
    );
    const train = ['--threads', '1', '--engine', 'onnx', '--nats', cluster.address('worker')];
    const workers = [1, 2].map(() => sandbox.start('worker', ...train));
    const left = workers.map(finish);
    await servers.atGate(name, gate);
    for (const stream of STREAMS) {
      const { config } = await manage(cluster, (manager) => manager.streams.info(stream));
      expect(config.num_replicas, stream).toBe(3);
    }
    const before = await servers.attempts(name);

    const leader = await cluster.leaderOf(EVENTS_STREAM);
    await leader.kill();
    await gate.letMore();
    await servers.atGate(name, gate);
    await leader.restart();
    await cluster.settled();
    for (const node of cluster.nodes) {
      await node.kill('SIGTERM');
      await gate.letMore();
      await servers.atGate(name, gate);
      await node.restart();
      await cluster.settled();
    }

    await gate.letAll();
    const { code, stdout, stderr } = await sweep;
    expect(code, stdout + stderr).toBe(0);
    expect(await servers.verdict(name)).toEqual(KEPT);
    // No attempt was lost: every trial was trained in one.
    expect(before).toEqual(STUDY.map((_, trial) => (trial < 2 ? 1 : 0)));
    expect(await servers.attempts(name)).toEqual(STUDY.map(() => 1));
    const { num_pending: pending, num_ack_pending: unacknowledged } = await manage(cluster, (manager) =>
      manager.consumers.info(JOBS_STREAM, WORKERS_CONSUMER),
    );
    expect({ pending, unacknowledged }).toEqual({ pending: 0, unacknowledged: 0 });
    for (const worker of workers) worker.kill('SIGTERM');
    for (const worker of left) expect((await worker).code).toBe(0);
  });
});

describe('a study whose streams cannot be on several servers', () => {
  const servers = useServers();

  it('is refused where the server is in no cluster, and stays as it was', async () => {
    await servers.makeStudy('alone', [{ epochs: 1 }]);
    await using nats = await startTestNats();
    await using sandbox = await Sandbox.onServers(servers.databaseUrl, nats);
    const { code, stderr } = await sandbox.run('resume', 'alone', '--nats-replicas', '3', '--plain');
    expect(code, stderr).toBe(4);
    expect(stderr).toContain('is in no cluster, so it cannot keep 3 copies of each stream');
    expect((await servers.trials('alone')).map(({ state }) => state)).toEqual(['waiting']);
  });

  it('is refused with the embedded server', async () => {
    await using sandbox = await Sandbox.create({ RAM_SWEEP_DATABASE: servers.databaseUrl });
    await servers.makeStudy('embedded', [{ epochs: 1 }]);
    const { code, stderr } = await sandbox.run('resume', 'embedded', '--nats-replicas', '3', '--plain');
    expect(code, stderr).toBe(2);
    expect(stderr).toContain('the embedded nats-server is a single one');
  });
});
