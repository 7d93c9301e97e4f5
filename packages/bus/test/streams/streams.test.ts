import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS_STREAM, JOBS_STREAM, WORKERS_CONSUMER } from '@ram-sweep/protocol';
import { startOwnNats } from '@ram-sweep/testkit';
import { connect, nanos, type JetStreamManager } from 'nats';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectBus, type Bus, type BusOptions } from '../../src/index.js';
import { event, job, newStudy } from '../messages.js';
import { takeOne } from '../take-one.js';

const withJetStream = (directory: string) => ({ jetstream: { store_dir: join(directory, 'streams') } });

let server: Awaited<ReturnType<typeof startOwnNats>>;

beforeEach(async () => {
  server = await startOwnNats(withJetStream);
});
afterEach(() => server.stop());

function open(role: BusOptions['role'], notices: string[] = []): Promise<Bus> {
  return connectBus(
    { servers: server.url, name: 'test', role },
    { notice: (message) => notices.push(message) },
  );
}

async function manage<Result>(use: (manager: JetStreamManager) => Promise<Result>): Promise<Result> {
  const nats = await connect({ servers: server.url });
  try {
    return await use(await nats.jetstreamManager());
  } finally {
    await nats.close();
  }
}

const streamNames = () => manage(async (manager) => (await manager.streams.names().next()).toSorted());

test('coordinators that start at the same time create the streams together', async () => {
  const buses = await Promise.all(Array.from({ length: 8 }, () => open('coordinator')));
  expect(await streamNames()).toEqual(['RAM_CHECKPOINTS', 'RAM_EVENTS', 'RAM_JOBS']);
  await Promise.all(buses.map((bus) => bus.close()));
});

test('what an operator set on a stream stays, what the bus needs is set again', async () => {
  await (await open('coordinator')).close();
  await manage((manager) => manager.streams.update(EVENTS_STREAM, { description: 'mine', max_msg_size: 10 }));
  await (await open('coordinator')).close();
  const { config } = await manage((manager) => manager.streams.info(EVENTS_STREAM));
  expect(config).toMatchObject({ description: 'mine', retention: 'workqueue', discard: 'new' });
  expect(config.max_msg_size).toBeGreaterThan(250_000);
});

test('the queue waits 6 s for a job to be acknowledged, also one that was made to wait 30 s', async () => {
  await (await open('coordinator')).close();
  const ackWait = () =>
    manage(async (manager) => (await manager.consumers.info(JOBS_STREAM, WORKERS_CONSUMER)).config.ack_wait);
  await manage((manager) =>
    manager.consumers.update(JOBS_STREAM, WORKERS_CONSUMER, { ack_wait: nanos(30_000) }),
  );
  expect(await ackWait()).toBe(nanos(30_000));
  await (await open('coordinator')).close();
  expect(await ackWait()).toBe(nanos(6_000));
});

test('a worker creates no streams; it says what it waits for, and continues when a coordinator comes', async () => {
  const notices: string[] = [];
  const worker = await open('worker', notices);
  const study = newStudy();
  const taking = takeOne(worker);
  const publishing = worker.events.publish(event(study, { sequence: 0 }));
  const putting = worker.checkpoints.put(`${study}/0/1-1-0`, new Uint8Array(10), { epoch: 1, step: 0 });
  await expect.poll(() => notices.length).toBeGreaterThan(0);
  await sleep(500);
  expect(await streamNames()).toEqual([]);
  expect(notices).toEqual([expect.stringContaining('waiting for a coordinator')]);
  const coordinator = await open('coordinator');
  await coordinator.jobs.publish(job(study, 5));
  expect((await taking)?.job.trial).toBe(5);
  await Promise.all([publishing, putting]);
  expect(await coordinator.events.waiting(study)).toBe(1);
  await Promise.all([worker.close(), coordinator.close()]);
});

test('everything in JetStream is lost in a restart: the coordinator recreates it and everyone continues', async () => {
  const [coordinator, worker] = [await open('coordinator'), await open('worker')];
  const study = newStudy();
  const reading = coordinator.events.read(study, { batch: 10, waitMs: 10 })[Symbol.asyncIterator]();
  const batch = reading.next();
  const taking = takeOne(worker);
  await sleep(200);
  await server.kill();
  await rm(join(server.directory, 'streams'), { recursive: true });
  await server.restart();
  await worker.events.publish(event(study, { sequence: 4 }));
  await coordinator.jobs.publish(job(study, 2));
  expect((await batch).value.events).toEqual([event(study, { sequence: 4 })]);
  expect((await taking)?.job.trial).toBe(2);
  await Promise.all([worker.close(), coordinator.close()]);
});

test.each([
  ['events stream', (manager: JetStreamManager) => manager.streams.delete(EVENTS_STREAM)],
  ['jobs stream', (manager: JetStreamManager) => manager.streams.delete(JOBS_STREAM)],
  [
    "workers' consumer",
    (manager: JetStreamManager) => manager.consumers.delete(JOBS_STREAM, WORKERS_CONSUMER),
  ],
])('the %s deleted under a running sweep is recreated, and everyone continues', async (_, remove) => {
  const [coordinator, worker] = [await open('coordinator'), await open('worker')];
  const study = newStudy();
  const reading = coordinator.events.read(study, { batch: 10, waitMs: 10 })[Symbol.asyncIterator]();
  const batch = reading.next();
  const taking = takeOne(worker);
  await sleep(200);
  await manage(remove);
  await worker.events.publish(event(study, { sequence: 0 }));
  await coordinator.jobs.publish(job(study, 2));
  expect((await batch).value.events).toEqual([event(study, { sequence: 0 })]);
  expect((await taking)?.job.trial).toBe(2);
  await Promise.all([worker.close(), coordinator.close()]);
});
