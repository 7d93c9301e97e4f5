import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AckPolicy, RetentionPolicy, StringCodec, type NatsConnection } from 'nats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ALL_CHECKPOINTS,
  ALL_EVENTS,
  ALL_JOBS,
  checkpointPiece,
  CHECKPOINTS_STREAM,
  claimSubject,
  commandSubject,
  controlSubject,
  coordinatorConsumer,
  EVENTS_STREAM,
  eventSubject,
  heartbeatSubject,
  inboxPrefix,
  JOBS_STREAM,
  jobSubject,
  WORKERS_CONSUMER,
} from '@ram-sweep/protocol';
import { startServices, stopServices, type Services } from '../../src/index.js';
import { connectAs } from '../running-services.js';

const STUDY = '3f2b8c1e-5d0a-4e57-9a55-0d2c8f1b7a60';
const text = StringCodec();

let directory: string;
let services: Services;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ram-sweep-worker-'));
  services = await startServices({ home: directory });
});

afterAll(async () => {
  await stopServices(directory);
  await rm(directory, { recursive: true, force: true });
});

/** Streams as a coordinator makes them, and a worker beside it. */
async function coordinatorAndWorker(): Promise<{ coordinator: NatsConnection; worker: NatsConnection }> {
  const [coordinator, worker] = [
    await connectAs(services, 'coordinator'),
    await connectAs(services, 'worker'),
  ];
  const manager = await coordinator.jetstreamManager();
  const retention = RetentionPolicy.Workqueue;
  await manager.streams.add({ name: JOBS_STREAM, subjects: [ALL_JOBS], retention });
  await manager.streams.add({ name: EVENTS_STREAM, subjects: [ALL_EVENTS], retention });
  await manager.consumers.add(JOBS_STREAM, {
    durable_name: WORKERS_CONSUMER,
    ack_policy: AckPolicy.Explicit,
  });
  await manager.streams.add({
    name: CHECKPOINTS_STREAM,
    subjects: [ALL_CHECKPOINTS],
    max_msgs_per_subject: 1,
  });
  return { coordinator, worker };
}

/** What the server forbids while `action` runs; a forbidden request gets no answer but that. */
async function forbidden(worker: NatsConnection, action: () => Promise<unknown>): Promise<unknown> {
  const complaint = firstComplaint(worker);
  void action().catch(() => {});
  return complaint;
}

async function firstComplaint(nc: NatsConnection): Promise<unknown> {
  for await (const { permissionContext } of nc.status()) {
    if (permissionContext !== undefined) return permissionContext;
  }
  return undefined;
}

test('a worker takes jobs and acknowledges them', async () => {
  const { coordinator, worker } = await coordinatorAndWorker();
  await coordinator.jetstream().publish(jobSubject(STUDY, 3), text.encode('job'));
  const consumer = await worker.jetstream().consumers.get(JOBS_STREAM, WORKERS_CONSUMER);
  const message = await consumer.next({ expires: 60_000 });
  message?.working();
  expect(text.decode(message?.data ?? new Uint8Array())).toBe('job');
  expect(await message?.ackAck()).toBe(true);
  const { state } = await (await coordinator.jetstreamManager()).streams.info(JOBS_STREAM);
  expect(state.messages).toBe(0);
});

test('a worker reports, claims, and hears what is sent to it', async () => {
  const { coordinator, worker } = await coordinatorAndWorker();
  const acknowledgement = await worker.jetstream().publish(eventSubject(STUDY, 3), text.encode('epoch'));
  expect(acknowledgement.stream).toBe(EVENTS_STREAM);

  coordinator.subscribe(claimSubject(STUDY), {
    callback: (_, message) => void message.respond(text.encode('granted')),
  });
  await coordinator.flush();
  const reply = await worker.request(claimSubject(STUDY), text.encode('claim'), { timeout: 60_000 });
  expect(text.decode(reply.data)).toBe('granted');

  const heartbeat = new Promise((resolve) => {
    coordinator.subscribe(heartbeatSubject('w1'), {
      max: 1,
      callback: (_, { data }) => resolve(text.decode(data)),
    });
  });
  const control = new Promise((resolve) => {
    worker.subscribe(controlSubject('w1'), { max: 1, callback: (_, { data }) => resolve(text.decode(data)) });
  });
  await Promise.all([coordinator.flush(), worker.flush()]);
  worker.publish(heartbeatSubject('w1'), text.encode('alive'));
  coordinator.publish(controlSubject('w1'), text.encode('cancel'));
  expect(await Promise.all([heartbeat, control])).toEqual(['alive', 'cancel']);
});

test('a worker writes, replaces and reads pieces of checkpoints', async () => {
  const { worker } = await coordinatorAndWorker();
  const piece = checkpointPiece(`${STUDY}/1/1-1-0`, 0);
  await worker.jetstream().publish(piece, text.encode('first'));
  await worker.jetstream().publish(piece, text.encode('second'));
  const manager = await worker.jetstreamManager({ checkAPI: false });
  const { data } = await manager.streams.getMessage(CHECKPOINTS_STREAM, { last_by_subj: piece });
  expect(text.decode(data)).toBe('second');
});

const api = (verb: string) => `$JS.API.${verb}`;

test.each([
  ['purge the events', api(`STREAM.PURGE.${EVENTS_STREAM}`)],
  ['purge the jobs', api(`STREAM.PURGE.${JOBS_STREAM}`)],
  ['remove checkpoints', api(`STREAM.PURGE.${CHECKPOINTS_STREAM}`)],
  ['delete a stream', api(`STREAM.DELETE.${EVENTS_STREAM}`)],
  ['make a stream that listens to everything', api('STREAM.CREATE.SPY')],
  ['read a stored event', api(`STREAM.MSG.GET.${EVENTS_STREAM}`)],
  ['make a consumer of the events', api(`CONSUMER.CREATE.${EVENTS_STREAM}.spy`)],
  ['take events as the coordinator', api(`CONSUMER.MSG.NEXT.${EVENTS_STREAM}.${coordinatorConsumer(STUDY)}`)],
  ['make another consumer of the jobs', api(`CONSUMER.CREATE.${JOBS_STREAM}.spy`)],
  ['issue a job', jobSubject(STUDY, 4)],
  ['cancel the run of another worker', controlSubject('w2')],
  ['give a command', commandSubject(STUDY)],
])('a worker may not %s', async (_, subject) => {
  const { worker } = await coordinatorAndWorker();
  const request = () => worker.request(subject, '{}', { timeout: 500 });
  expect(await forbidden(worker, request)).toEqual({ operation: 'publish', subject });
});

test.each([
  ['listen to events', ALL_EVENTS],
  ['answer claims', claimSubject(STUDY)],
  ['listen to what the coordinator is answered', `${inboxPrefix('coordinator')}.>`],
  ['listen to everything', '>'],
])('a worker may not %s', async (_, subject) => {
  const { worker } = await coordinatorAndWorker();
  const listen = async () => {
    for await (const message of worker.subscribe(subject)) throw new Error(`heard ${message.subject}`);
  };
  expect(await forbidden(worker, listen)).toEqual({ operation: 'subscription', subject });
});

/** Everything that somebody answers with rights that a worker does not have. */
const ANSWERED = [
  eventSubject(STUDY, 1),
  checkpointPiece(`${STUDY}/1/1-1-0`, 0),
  claimSubject(STUDY),
  api('INFO'),
  api(`CONSUMER.INFO.${JOBS_STREAM}.${WORKERS_CONSUMER}`),
  api(`CONSUMER.MSG.NEXT.${JOBS_STREAM}.${WORKERS_CONSUMER}`),
  api(`STREAM.MSG.GET.${CHECKPOINTS_STREAM}`),
];

test('a worker cannot have an answer sent to a place where it would be a command', async () => {
  const { coordinator, worker } = await coordinatorAndWorker();
  const heard: string[] = [];
  for (const subject of [commandSubject(STUDY), controlSubject('w2')]) {
    coordinator.subscribe(subject, { callback: (_, message) => heard.push(message.subject) });
  }
  coordinator.subscribe(claimSubject(STUDY), { callback: (_, message) => void message.respond() });
  const streams = await (await coordinator.jetstreamManager()).streams.list().next();
  await coordinator.jetstream().publish(jobSubject(STUDY, 7), text.encode('{}'));
  for (const subject of ANSWERED) {
    for (const { config } of streams) {
      worker.publish(subject, '{}', { reply: api(`STREAM.PURGE.${config.name}`) });
      worker.publish(subject, '', { reply: api(`STREAM.DELETE.${config.name}`) });
    }
    for (const reply of [commandSubject(STUDY), controlSubject('w2')])
      worker.publish(subject, '{}', { reply });
  }
  await worker.flush();
  await coordinator.flush();
  const manager = await coordinator.jetstreamManager();
  const { state } = await manager.streams.info(JOBS_STREAM, { subjects_filter: jobSubject(STUDY, 7) });
  expect(state.subjects).toEqual({ [jobSubject(STUDY, 7)]: 1 });
  const left = await manager.streams.list().next();
  expect(left.map(({ config }) => config.name)).toEqual(streams.map(({ config }) => config.name));
  expect(heard).toEqual([]);
});
