import { EVENTS_STREAM, JOBS_STREAM } from '@ram-sweep/protocol';
import { startTestCluster, type TestCluster } from '@ram-sweep/testkit';
import { connect } from 'nats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BusUnavailableError, connectBus, type Bus, type BusOptions } from '../../src/index.js';
import { event, job, newStudy } from '../messages.js';
import { takeOne } from '../take-one.js';

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster?.stop());

function open(role: 'coordinator' | 'worker', options: Partial<BusOptions> = {}): Promise<Bus> {
  const servers = cluster.nodes.map(({ url }) => url);
  return connectBus({ servers, ...cluster.access[role], name: 'test', role, ...options });
}

async function replicasOf(stream: string): Promise<number> {
  const { user, password } = cluster.access.coordinator;
  const nats = await connect({ servers: cluster.nodes[0]!.url, user, pass: password });
  const { config } = await (await nats.jetstreamManager()).streams.info(stream);
  await nats.close();
  return config.num_replicas;
}

test('streams get as many copies as asked for, also those that exist; who asks for none leaves them alone', async () => {
  await (await open('coordinator')).close();
  expect(await replicasOf(JOBS_STREAM)).toBe(1);
  await (await open('coordinator', { replicas: 3 })).close();
  await cluster.settled();
  expect(await replicasOf(JOBS_STREAM)).toBe(3);
  await (await open('coordinator')).close();
  expect(await replicasOf(EVENTS_STREAM)).toBe(3);
});

test('more copies than the cluster has servers are refused, with what to do', async () => {
  const error = await open('coordinator', { replicas: 5 }).then(
    (bus) => bus.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BusUnavailableError);
  expect((error as Error).message).toMatch(/too few servers.*for 5 copies of each stream.*--nats-replicas/);
});

test('a server that was away when a client first connected is used when the others are gone', async () => {
  const [first, ...others] = cluster.nodes;
  await first!.kill();
  const worker = await open('worker');
  await first!.restart();
  await Promise.all(others.map((node) => node.kill()));
  await expect.poll(() => worker.heartbeats.areRead()).toBe(true);
  await worker.close();
  await Promise.all(others.map((node) => node.restart()));
  await cluster.settled();
});

test('a coordinator that connects while the cluster elects a leader waits for it', async () => {
  await (await open('coordinator', { replicas: 3 })).close();
  await cluster.settled();
  const leader = await cluster.leaderOf(JOBS_STREAM);
  await leader.kill();
  const study = newStudy();
  const [coordinator, worker] = [await open('coordinator'), await open('worker')];
  await coordinator.jobs.publish(job(study, 1));
  expect((await takeOne(worker))?.job.trial).toBe(1);
  await worker.events.publish(event(study, { sequence: 0 }));
  expect(await coordinator.events.waiting(study)).toBe(1);
  await Promise.all([coordinator.close(), worker.close()]);
});
