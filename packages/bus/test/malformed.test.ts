import { setTimeout as sleep } from 'node:timers/promises';
import {
  claimSubject,
  commandSubject,
  controlSubject,
  eventSubject,
  type Heartbeat,
  heartbeatSubject,
  JOBS_STREAM,
  jobSubject,
  PROTOCOL_VERSION,
} from '@ram-sweep/protocol';
import * as fc from 'fast-check';
import { connect, type NatsConnection } from 'nats';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { claim, event, heartbeat, job, newStudy } from './messages.js';
import { onNats, subscribed } from './on-nats.js';

const server = onNats();
const COUNT = 10_000;
const encoder = new TextEncoder();

let stranger: NatsConnection;

beforeAll(async () => {
  const { user, password } = server.nats.coordinator;
  stranger = await connect({ servers: server.nats.url, user, pass: password });
});
afterAll(() => stranger.close());

/** A value of the right shape except for one thing: a field is null, added, or something else. */
function almost(valid: object): fc.Arbitrary<unknown> {
  const fields = Object.keys(valid);
  return fc.oneof(
    fc.constantFrom(...fields).map((field) => ({ ...valid, [field]: null })),
    fc
      .tuple(fc.constantFrom(...fields), fc.constantFrom([[0]], { '': 0 }, -1.5, true))
      .map(([field, wrong]) => ({ ...valid, [field]: wrong })),
    fc.string().map((field) => ({ ...valid, [`extra ${field}`]: 1 })),
    fc.constant({ ...valid, version: 7 }),
    fc.constant([valid]),
  );
}

const deep = '['.repeat(100_000);

/** What a subject can be sent by mistake or malice: bytes, JSON of any shape, and messages that are almost right. */
function malformed(valid: object): fc.Arbitrary<Uint8Array> {
  const text = JSON.stringify(valid);
  return fc.oneof(
    { weight: 3, arbitrary: fc.uint8Array({ maxLength: 300 }) },
    { weight: 3, arbitrary: fc.json().map((json) => encoder.encode(json)) },
    { weight: 3, arbitrary: almost(valid).map((value) => encoder.encode(JSON.stringify(value))) },
    { weight: 2, arbitrary: fc.nat(text.length - 1).map((end) => encoder.encode(text.slice(0, end))) },
    { weight: 1, arbitrary: fc.constant(encoder.encode('{"__proto__":{"version":1}}')) },
  );
}

function samples(valid: object): Uint8Array[] {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`malformed messages of seed ${seed}`);
  return [...fc.sample(malformed(valid), { numRuns: COUNT - 1, seed }), encoder.encode(deep)];
}

/** Sends without waiting for answers, in portions that the connection can take. */
async function send(subject: string, payloads: readonly Uint8Array[]): Promise<void> {
  for (const [index, payload] of payloads.entries()) {
    stranger.publish(subject, payload);
    if (index % 500 === 0) await stranger.flush();
  }
  await stranger.flush();
}

test(`${COUNT} malformed heartbeats and controls are ignored and counted, the next good one is heard`, async () => {
  const bus = await server.open('coordinator');
  const heard: Heartbeat[] = [];
  const heartbeats = bus.heartbeats.listen((one) => heard.push(one));
  const controls = bus.controls.listen('w1', () => expect.unreachable());
  await subscribed(bus);
  await send(heartbeatSubject('w1'), samples(heartbeat('w1')));
  await send(controlSubject('w1'), samples(claim(newStudy(), 0)));
  while (heard.length === 0) {
    bus.heartbeats.publish(heartbeat('w1'));
    await sleep(10);
  }
  while (controls.refused < COUNT) await sleep(10);
  expect(heartbeats.refused).toBe(COUNT);
  const told = server.notices.filter((notice) => notice.includes('ram.heartbeat.*'));
  expect(told.map((notice) => /refused (a|\d+) message/.exec(notice)?.[1])).toEqual([
    'a',
    '10',
    '100',
    '1000',
    '10000',
  ]);
  expect(heard[0]).toEqual(heartbeat('w1'));
});

test(`${COUNT} malformed claims and commands reach no handler, and the next good one is answered`, async () => {
  const bus = await server.open('coordinator');
  const study = newStudy();
  let asked = 0;
  const claims = bus.claims.serve(study, () => {
    asked += 1;
    return { granted: false, reason: 'x' };
  });
  const commands = bus.commands.serve(study, () => expect.unreachable());
  await subscribed(bus);
  await send(claimSubject(study), samples(claim(study, 0)));
  await send(commandSubject(study), samples(claim(study, 0)));
  await bus.claims.request(claim(study, 0), { timeoutMs: 20_000 });
  while (commands.refused < COUNT) await sleep(10);
  expect(claims.refused).toBe(COUNT);
  expect(asked).toBe(1);
});

test('a good claim of another study on this subject is refused', async () => {
  const bus = await server.open('coordinator');
  const study = newStudy();
  const serving = bus.claims.serve(study, () => expect.unreachable());
  await subscribed(bus);
  const reply = await stranger.request(claimSubject(study), JSON.stringify(claim(newStudy(), 0)));
  expect(reply.headers?.get('Ram-Failure')).toContain('another study');
  expect(serving.refused).toBe(1);
});

test('a claim whose answer would be a request of ours is refused', async () => {
  const bus = await server.open('coordinator');
  const study = newStudy();
  const serving = bus.claims.serve(study, () => ({ granted: false, reason: 'x' }));
  const commands = bus.commands.serve(study, () => expect.unreachable());
  await subscribed(bus);
  const good = encoder.encode(JSON.stringify(claim(study, 0)));
  for (const payload of [good, encoder.encode('nonsense')]) {
    for (const reply of [`$JS.API.STREAM.DELETE.${JOBS_STREAM}`, commandSubject(study), '']) {
      stranger.publish(claimSubject(study), payload, reply ? { reply } : {});
    }
  }
  await stranger.flush();
  while (serving.refused < 6) await sleep(10);
  expect(await bus.jobs.waiting(study)).toBe(0);
  expect(commands.refused).toBe(0);
});

test(`${COUNT} malformed events are refused with a short reason and removed; the good ones come through`, async () => {
  const bus = await server.open('coordinator');
  const study = newStudy();
  await send(eventSubject(study, 0), samples(event(study, { sequence: 0 })));
  const foreign = encoder.encode(JSON.stringify(event(newStudy(), { sequence: 0 })));
  await send(eventSubject(study, 0), [foreign]);
  await bus.events.publish(event(study, { sequence: 1 }));
  const refused: { subject: string; reason: string }[] = [];
  for await (const batch of bus.events.read(study, { batch: 500, waitMs: 100 })) {
    refused.push(...batch.refused);
    await batch.ack();
    if (batch.events.length === 0) continue;
    expect(batch.events).toEqual([event(study, { sequence: 1 })]);
    break;
  }
  expect(refused).toHaveLength(COUNT + 1);
  expect(refused.every(({ reason }) => reason.length > 0 && reason.length <= 400)).toBe(true);
  expect(refused.at(-1)?.reason).toContain('belongs on the subject');
  expect(await bus.events.waiting(study)).toBe(0);
});

test('an event that names a checkpoint of another study, trial or later attempt is refused', async () => {
  const bus = await server.open('coordinator');
  const study = newStudy();
  const released = (name: string) => ({
    ...event(study, { sequence: 0 }),
    message: undefined,
    kind: 'released',
    attempt: 2,
    checkpoint: { name, digest: 'ab'.repeat(32), bytes: 1, epoch: 1, step: 0 },
  });
  const foreign = [
    `${newStudy()}/0/2-1-0`,
    `${study}/1/2-1-0`,
    `${study}/0/3-1-0`,
    `${study}/0/2-1-0/../../1/2-1-0`,
    `${study}/0/*`,
    '\0\ud800',
  ];
  const own = `${study}/0/1-1-0`;
  const payloads = [...foreign, own].map((name) => encoder.encode(JSON.stringify(released(name))));
  await send(eventSubject(study, 0), payloads);
  for await (const batch of bus.events.read(study, { batch: payloads.length, waitMs: 200 })) {
    expect(batch.refused).toHaveLength(foreign.length);
    for (const { reason } of batch.refused) expect(reason).toContain('does not belong to its trial');
    expect(batch.events).toMatchObject([{ checkpoint: { name: own } }]);
    await batch.ack();
    break;
  }
});

test(`${COUNT} malformed jobs leave the queue and are reported; the good one is taken`, async () => {
  const bus = await server.open('coordinator', { ackWaitMs: 1_000 });
  const study = newStudy();
  await send(jobSubject(study, 0), samples(job(study, 0)));
  await bus.jobs.publish(job(study, 1));
  const [delivery] = await bus.jobs.takeSome({ atMost: 500 });
  expect(delivery?.job.trial).toBe(1);
  await delivery?.ack();
  // A message that was in transit when a pull ended is overdue after ackWaitMs, and comes again at the next request.
  const asking = new AbortController();
  const taken = bus.jobs.takeSome({ atMost: 500, signal: asking.signal });
  await vi.waitFor(async () => expect(await bus.jobs.waiting(study)).toBe(0), 30_000);
  asking.abort();
  expect(await taken).toEqual([]);
  expect(server.notices.length).toBeGreaterThanOrEqual(COUNT);
}, 60_000);

test('a message of another version says which program is to be updated', async () => {
  const bus = await server.open('coordinator');
  const study = newStudy();
  await send(eventSubject(study, 0), [encoder.encode(JSON.stringify({ version: 7, news: true }))]);
  for await (const batch of bus.events.read(study, { batch: 1, waitMs: 0 })) {
    expect(batch.refused).toEqual([
      {
        subject: eventSubject(study, 0),
        reason: expect.stringMatching(new RegExp(`version 7.*we use ${PROTOCOL_VERSION}; update`)),
      },
    ]);
    await batch.ack();
    break;
  }
});
