import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BusUnavailableError, type Bus } from '../../src/index.js';
import { event, newStudy } from '../messages.js';
import { onNats } from '../on-nats.js';

const server = onNats();

/** One life of a study's events: who publishes what, and when nats-server is killed (ms between the kills). */
const lives = fc.record({
  attempts: fc.integer({ min: 1, max: 6 }),
  events: fc.integer({ min: 20, max: 120 }),
  batch: fc.integer({ min: 1, max: 50 }),
  kills: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 3 }),
  readerDies: fc.boolean(),
});

/** Publishes each event twice, like a worker that does not know whether the first one arrived. */
async function publishTwice(worker: Bus, study: string, trial: number, count: number): Promise<void> {
  for (let sequence = 0; sequence < count; sequence += 1) {
    const twice = [event(study, { trial, sequence }), event(study, { trial, sequence })];
    await Promise.all(twice.map((one) => worker.events.publish(one)));
  }
}

/** A new process may start while the server is down; it is started again then. */
async function openReader(): Promise<Bus> {
  try {
    return await server.open('coordinator');
  } catch (error) {
    if (!(error instanceof BusUnavailableError)) throw error;
    await sleep(50);
    return openReader();
  }
}

/**
 * The sequence numbers of each trial in the order of their first arrival. An event that was acknowledged just
 * before a kill may come again: the server had not stored that yet.
 */
async function readAll(
  study: string,
  trials: number,
  count: number,
  options: { batch: number; dies: boolean },
) {
  const seen = Array.from({ length: trials }, (): number[] => []);
  const complete = () => seen.every(({ length }) => length === count);
  while (!complete()) {
    const reader = await openReader();
    let batches = 0;
    for await (const { events, ack } of reader.events.read(study, { batch: options.batch, waitMs: 10 })) {
      for (const { trial, sequence } of events) {
        if (!seen[trial]?.includes(sequence)) seen[trial]?.push(sequence);
      }
      batches += 1;
      if (options.dies && batches === 5) break;
      await ack();
      if (complete()) break;
    }
    await reader.close();
  }
  return seen;
}

test('nats-server killed while events are published and read: none lost, all in order', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async ({ attempts, events, batch, kills, readerDies }) => {
      const study = newStudy();
      const worker = await server.open('worker');
      const publishing = Array.from({ length: attempts }, (_, trial) =>
        publishTwice(worker, study, trial, events),
      );
      const reading = readAll(study, attempts, events, { batch, dies: readerDies });
      for (const ms of kills) {
        await sleep(ms);
        await server.nats.kill('SIGKILL');
        await server.nats.restart();
      }
      await Promise.all(publishing);
      const expected = Array.from({ length: events }, (_, sequence) => sequence);
      expect(await reading).toEqual(Array.from({ length: attempts }, () => expected));
    }),
    { numRuns: 8, interruptAfterTimeLimit: 90_000, endOnFailure: true },
  );
}, 120_000);
