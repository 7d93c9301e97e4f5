import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BusClosedError, InvalidMessageError, type Bus, type EventBatch } from '../src/index.js';
import { event, newStudy } from './messages.js';
import { onNats } from './on-nats.js';

const server = onNats();

/** Reads until `count` events were acknowledged. */
async function readEvents(
  bus: Bus,
  study: string,
  count: number,
  batch = 100,
): Promise<EventBatch['events']> {
  const events: EventBatch['events'] = [];
  for await (const { events: more, ack } of bus.events.read(study, { batch, waitMs: 20 })) {
    events.push(...more);
    await ack();
    if (events.length >= count) break;
  }
  return events;
}

function firstBatch(bus: Bus, study: string, batch = 10): Promise<EventBatch> {
  const reading = bus.events.read(study, { batch, waitMs: 50, signal: AbortSignal.timeout(60_000) });
  return reading[Symbol.asyncIterator]()
    .next()
    .then(({ value }) => value as EventBatch);
}

test('events are read as they were published, and are gone when acknowledged', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  await worker.events.publish(event(study, { trial: 3, sequence: 0 }, 'hello'));
  expect(await coordinator.events.waiting(study)).toBe(1);
  expect(await coordinator.events.waiting(study, 3)).toBe(1);
  expect(await coordinator.events.waiting(study, 4)).toBe(0);
  const batch = await firstBatch(coordinator, study);
  expect(batch.events).toEqual([event(study, { trial: 3, sequence: 0 }, 'hello')]);
  // Delivered, and waiting for its acknowledgement.
  expect(await coordinator.events.waiting(study, 3)).toBe(1);
  expect(batch.refused).toEqual([]);
  await batch.ack();
  expect(await coordinator.events.waiting(study)).toBe(0);
});

test('an event that is published again is one event', async () => {
  const coordinator = await server.open('coordinator');
  const study = newStudy();
  for (let again = 0; again < 3; again += 1) await coordinator.events.publish(event(study, { sequence: 0 }));
  await coordinator.events.publish(event(study, { attempt: 2, sequence: 0 }));
  expect(await coordinator.events.waiting(study)).toBe(2);
});

test('a batch is as large as allowed, and comes soon when it is smaller', async () => {
  const coordinator = await server.open('coordinator');
  const study = newStudy();
  for (let sequence = 0; sequence < 7; sequence += 1)
    await coordinator.events.publish(event(study, { sequence }));
  const sizes: number[] = [];
  for await (const { events, ack } of coordinator.events.read(study, { batch: 5, waitMs: 50 })) {
    sizes.push(events.length);
    await ack();
    if (sizes.length === 2) break;
  }
  expect(sizes).toEqual([5, 2]);
});

test('events of one attempt are stored in the order of the calls, without waiting in between', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 }),
      async (trials) => {
        const study = newStudy();
        const sent = trials.map((trial, sequence) => event(study, { trial, sequence }));
        await Promise.all(sent.map((one) => worker.events.publish(one)));
        const read = await readEvents(coordinator, study, sent.length, 7);
        for (const trial of new Set(trials)) {
          const ofTrial = (events: readonly (typeof sent)[number][]) =>
            events.filter((one) => one.trial === trial);
          expect(ofTrial(read)).toEqual(ofTrial(sent));
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('a study is read without the events of others', async () => {
  const coordinator = await server.open('coordinator');
  const [mine, other] = [newStudy(), newStudy()];
  await coordinator.events.publish(event(other, { sequence: 0 }));
  await coordinator.events.publish(event(mine, { sequence: 1 }));
  const batch = await firstBatch(coordinator, mine);
  expect(batch.events).toEqual([event(mine, { sequence: 1 })]);
  await batch.ack();
  expect(await coordinator.events.waiting(other)).toBe(1);
});

test('a batch stays with its reader for longer than it may go unacknowledged', async () => {
  const coordinator = await server.open('coordinator', { ackWaitMs: 1_000 });
  const study = newStudy();
  await coordinator.events.publish(event(study, { sequence: 0 }));
  await coordinator.events.publish(event(study, { sequence: 1 }));
  const seen: number[] = [];
  for await (const { events, ack } of coordinator.events.read(study, { batch: 1, waitMs: 0 })) {
    seen.push(...events.map(({ sequence }) => sequence));
    await sleep(2_500);
    await ack();
    if (seen.length === 2) break;
  }
  await sleep(1_500);
  expect(seen).toEqual([0, 1]);
  expect(await coordinator.events.waiting(study)).toBe(0);
});

test('events that one reader left unacknowledged come again to the next, at once and in order', async () => {
  const [first, second] = [await server.open('coordinator'), await server.open('coordinator')];
  const study = newStudy();
  for (let sequence = 0; sequence < 4; sequence += 1) await first.events.publish(event(study, { sequence }));
  const done = await firstBatch(first, study, 1);
  await done.ack();
  await firstBatch(first, study, 2); // and never acknowledged
  await first.close();
  const again = await readEvents(second, study, 3);
  expect(again.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test('after a reconnect the unacknowledged come first, so that the order holds', async () => {
  const coordinator = await server.open('coordinator');
  const study = newStudy();
  for (let sequence = 0; sequence < 3; sequence += 1) {
    await coordinator.events.publish(event(study, { sequence }));
  }
  const seen: number[] = [];
  for await (const { events, ack } of coordinator.events.read(study, { batch: 2, waitMs: 20 })) {
    const isFirst = seen.length === 0;
    seen.push(...events.map(({ sequence }) => sequence));
    if (isFirst)
      await server.nats.restart(); // and never acknowledged
    else await ack();
    if (seen.at(-1) === 2) break;
  }
  expect(seen).toEqual([0, 1, 0, 1, 2]);
});

test('publishing waits for an unreachable server', async () => {
  const coordinator = await server.open('coordinator');
  const study = newStudy();
  await server.nats.kill();
  const publishing = coordinator.events.publish(event(study, { sequence: 0 }));
  const given = coordinator.events.publish(event(study, { trial: 1, sequence: 0 }), {
    signal: AbortSignal.timeout(300),
  });
  await expect(given).rejects.toMatchObject({ name: 'TimeoutError' });
  await server.nats.restart();
  await publishing;
  expect(await coordinator.events.waiting(study)).toBe(1);
});

test('an event that the protocol does not allow is not published', async () => {
  const worker = await server.open('worker');
  const publishing = worker.events.publish(event(newStudy(), { sequence: -1 }));
  await expect(publishing).rejects.toThrow(InvalidMessageError);
  await expect(worker.events.publish(event(newStudy(), { sequence: 0 }, 'x'.repeat(1001)))).rejects.toThrow(
    /message.*not sent/,
  );
});

test('a reader ends when aborted, and publishing and reading fail when the bus is closed', async () => {
  const coordinator = await server.open('coordinator');
  const study = newStudy();
  const signal = AbortSignal.timeout(200);
  for await (const _ of coordinator.events.read(study, { batch: 1, waitMs: 0, signal })) expect.unreachable();
  const reading = coordinator.events.read(study, { batch: 1, waitMs: 0 })[Symbol.asyncIterator]().next();
  const failing = expect(reading).rejects.toThrow(BusClosedError);
  await sleep(100);
  await coordinator.close();
  await failing;
  await expect(coordinator.events.publish(event(study, { sequence: 0 }))).rejects.toThrow(BusClosedError);
});
