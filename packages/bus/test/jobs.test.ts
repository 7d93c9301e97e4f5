import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BusClosedError, InvalidMessageError, type Delivery } from '../src/index.js';
import { job, newStudy } from './messages.js';
import { onNats } from './on-nats.js';
import { takeOne } from './take-one.js';

const server = onNats();
const soon = () => ({ signal: AbortSignal.timeout(60_000) });
const briefly = () => ({ signal: AbortSignal.timeout(300) });

test('a worker takes a job as it was published, and it is gone when acknowledged', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  await coordinator.jobs.publish(job(study, 3));
  expect(await coordinator.jobs.waiting(study)).toBe(1);
  const delivery = await takeOne(worker, soon());
  expect(delivery?.job).toEqual(job(study, 3));
  await delivery?.ack();
  expect(await coordinator.jobs.waiting(study)).toBe(0);
});

test('each of 200 jobs goes to exactly one of 20 takers', async () => {
  const coordinator = await server.open('coordinator');
  const workers = await Promise.all(Array.from({ length: 20 }, () => server.open('worker')));
  const study = newStudy();
  const taken: number[] = [];
  const done = new AbortController();
  const takers = workers.map(async (worker) => {
    for (;;) {
      const delivery = await takeOne(worker, { signal: done.signal });
      if (!delivery) return;
      await delivery.ack();
      if (taken.push(delivery.job.trial) === 200) done.abort();
    }
  });
  await Promise.all(Array.from({ length: 200 }, (_, trial) => coordinator.jobs.publish(job(study, trial))));
  await Promise.all(takers);
  expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, trial) => trial));
  expect(await coordinator.jobs.waiting(study)).toBe(0);
});

test('several jobs are taken at once: those that are there, but no more than requested', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  for (const trial of [0, 1, 2, 3, 4]) await coordinator.jobs.publish(job(study, trial));
  const first = await worker.jobs.takeSome({ atMost: 3, ...soon() });
  const rest = await worker.jobs.takeSome({ atMost: 3, ...soon() });
  expect([first, rest].map((some) => some.map((delivery) => delivery.job.trial))).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
  for (const delivery of [...first, ...rest]) await delivery.ack();
  expect(await worker.jobs.takeSome({ atMost: 3, ...briefly() })).toEqual([]);
});

test('the job of a taker that dies comes again', async () => {
  const coordinator = await server.open('coordinator', { ackWaitMs: 500 });
  const [dying, other] = [await server.open('worker'), await server.open('worker')];
  const study = newStudy();
  await coordinator.jobs.publish(job(study, 1));
  await takeOne(dying, soon());
  await dying.close();
  const delivery = await takeOne(other, soon());
  expect(delivery?.job.trial).toBe(1);
  await delivery?.ack();
});

test('a job that is retried later comes again, after that time', async () => {
  const coordinator = await server.open('coordinator');
  const worker = await server.open('worker');
  await coordinator.jobs.publish(job(newStudy(), 1));
  const first = await takeOne(worker, soon());
  const before = performance.now();
  await first?.retryLater(500);
  const second = await takeOne(worker, soon());
  expect(second?.job).toEqual(first?.job);
  expect(performance.now() - before).toBeGreaterThan(450);
  await second?.ack();
});

test('jobs with the same id are one job; jobs without an id are not', async () => {
  const coordinator = await server.open('coordinator');
  const study = newStudy();
  await coordinator.jobs.publish(job(study, 1), { id: `${study}.1.1` });
  await coordinator.jobs.publish(job(study, 1), { id: `${study}.1.1` });
  expect(await coordinator.jobs.waiting(study)).toBe(1);
  await coordinator.jobs.publish(job(study, 1));
  expect(await coordinator.jobs.waiting(study)).toBe(2);
  expect(await coordinator.jobs.purge(study)).toBe(2);
});

test('purging removes the jobs of that study only', async () => {
  const coordinator = await server.open('coordinator');
  const [mine, other] = [newStudy(), newStudy()];
  for (const trial of [0, 1, 2]) await coordinator.jobs.publish(job(mine, trial));
  await coordinator.jobs.publish(job(other, 0));
  expect(await coordinator.jobs.purge(mine)).toBe(3);
  expect(await coordinator.jobs.waiting(mine)).toBe(0);
  expect(await coordinator.jobs.waiting(other)).toBe(1);
  await coordinator.jobs.purge(other);
});

test('an aborted take gives back a job that arrives at that moment, nearly always at once', async () => {
  const ackWaitMs = 6_000;
  const coordinator = await server.open('coordinator', { ackWaitMs });
  const worker = await server.open('worker');
  const study = newStudy();
  let late = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: -1, max: 2 }),
      async (jobMs, laterMs) => {
        const publishing = sleep(jobMs).then(() => coordinator.jobs.publish(job(study, 1)));
        const signal = AbortSignal.timeout(Math.max(0, jobMs + laterMs));
        const first = await takeOne(worker, { signal });
        await publishing;
        const before = performance.now();
        const delivery: Delivery | null = first ?? (await takeOne(worker, soon()));
        expect(delivery?.job.trial).toBe(1);
        if (performance.now() - before > ackWaitMs / 2) late += 1;
        await delivery?.ack();
      },
    ),
    { numRuns: 60 },
  );
  // nats-server mislays 1 in 300 (see Pull); without giving back, 26 of these 60 came late.
  expect(late).toBeLessThanOrEqual(6);
  expect(await coordinator.jobs.waiting(study)).toBe(0);
});

test('takes continue when nats-server is killed and restarted', async () => {
  const coordinator = await server.open('coordinator');
  const worker = await server.open('worker');
  const study = newStudy();
  const taking = takeOne(worker, soon());
  await sleep(200);
  await server.nats.kill();
  const publishing = coordinator.jobs.publish(job(study, 7));
  await sleep(200);
  await server.nats.restart();
  await publishing;
  const delivery = await taking;
  expect(delivery?.job.trial).toBe(7);
  await delivery?.ack();
});

test('a take ends empty-handed when aborted and with an error when the bus is closed', async () => {
  const worker = await server.open('worker');
  expect(await takeOne(worker, { signal: AbortSignal.abort() })).toBeNull();
  expect(await takeOne(worker, briefly())).toBeNull();
  const taking = takeOne(worker);
  await sleep(100);
  await Promise.all([expect(taking).rejects.toThrow(BusClosedError), worker.close()]);
  await expect(takeOne(worker)).rejects.toThrow(BusClosedError);
});

test('a job that the protocol does not allow is not published', async () => {
  const coordinator = await server.open('coordinator');
  const study = newStudy();
  await expect(coordinator.jobs.publish({ ...job(study, 1), studyName: 1 as never })).rejects.toThrow(
    InvalidMessageError,
  );
  expect(await coordinator.jobs.waiting(study)).toBe(0);
});
