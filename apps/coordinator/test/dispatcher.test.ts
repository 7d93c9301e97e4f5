import { setTimeout as sleep } from 'node:timers/promises';
import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { addTrials, claimTrials, createStudy, type Study } from '@ram-sweep/store';
import { expect, it } from 'vitest';
import { Dispatcher } from '../src/jobs/dispatcher.js';
import { useServers } from './servers.js';

const servers = useServers();

async function dispatch(name: string, trials: number, window: () => number) {
  const spec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' } });
  const config = compileTrialConfig({});
  const numbers = Array.from({ length: trials }, (_, number) => ({ number, params: {}, config }));
  const study = await createStudy(servers.store, { spec, trials: numbers });
  return { study, dispatcher: new Dispatcher({ ...servers, study, window }) };
}

/** Takes jobs as a worker does, up to the claim. */
async function take(study: Study, dispatcher: Dispatcher, count: number): Promise<number[]> {
  const taken: number[] = [];
  while (taken.length < count) {
    const [delivery] = await servers.bus.jobs.takeSome({ atMost: 1 });
    if (!delivery) continue;
    const { trial } = delivery.job;
    taken.push(trial);
    await claimTrials(servers.store, study.id, [{ trial, worker: 'worker', environment: 'onnx' }]);
    await delivery.ack();
    dispatcher.taken(trial);
  }
  return taken;
}

it('holds as many jobs in the queue as the window has, and fills it when half of them are taken', async () => {
  const { study, dispatcher } = await dispatch('refilled', 25, () => 8);
  await dispatcher.fill();
  expect(await servers.bus.jobs.waiting(study.id)).toBe(8);
  // Nobody asks it to fill the queue again, and yet all 25 come, in their order.
  expect(await take(study, dispatcher, 25)).toEqual(Array.from({ length: 25 }, (_, trial) => trial));
  await dispatcher.fill();
  expect(await servers.bus.jobs.waiting(study.id)).toBe(0);
});

it('issues newly waiting trials at once if the queue is half empty, in their order, and leaves a fuller queue alone', async () => {
  const { study, dispatcher } = await dispatch('arrived', 2, () => 4);
  await dispatcher.fill();
  const config = compileTrialConfig({});
  const add = (numbers: readonly number[]) =>
    addTrials(
      servers.store,
      study.id,
      numbers.map((number) => ({ number, params: {}, config })),
    );
  await add([2]);
  dispatcher.arrived();
  await expect.poll(() => servers.bus.jobs.waiting(study.id)).toBe(3);
  await add([3]);
  dispatcher.arrived();
  await sleep(200);
  expect(await servers.bus.jobs.waiting(study.id)).toBe(3);
  // The next tick does that.
  await dispatcher.fill();
  expect(await take(study, dispatcher, 4)).toEqual([0, 1, 2, 3]);
});

it('follows a window that grows', async () => {
  let window = 2;
  const { study, dispatcher } = await dispatch('growing', 9, () => window);
  await dispatcher.fill();
  window = 5;
  await Promise.all([dispatcher.fill(), dispatcher.fill()]);
  expect(await servers.bus.jobs.waiting(study.id)).toBe(5);
  await dispatcher.withdraw();
});

it('reissues what the server lost, and nothing that is on its way to the queue', async () => {
  const { study, dispatcher } = await dispatch('lost', 12, () => 12);
  const filling = dispatcher.fill();
  await dispatcher.recoverLostJobs();
  await filling;
  await dispatcher.fill();
  expect(await servers.bus.jobs.waiting(study.id)).toBe(12);
  await servers.bus.jobs.purge(study.id);
  await dispatcher.fill();
  expect(await servers.bus.jobs.waiting(study.id)).toBe(0);
  await dispatcher.recoverLostJobs();
  await dispatcher.fill();
  expect(await servers.bus.jobs.waiting(study.id)).toBe(12);
  await dispatcher.withdraw();
});

it('reissues what the server skips when the jobs of another study are purged', async () => {
  const { study, dispatcher } = await dispatch('passed-over', 3, () => 3);
  const other = await dispatch('purged', 3, () => 3);
  await dispatcher.fill();
  await other.dispatcher.fill();
  await other.dispatcher.withdraw();
  // Whether or not this server has that fault, all three come in the end, each once or more.
  const taken = new Set<number>();
  while (taken.size < 3) {
    await dispatcher.recoverLostJobs();
    await dispatcher.fill();
    const [delivery] = await servers.bus.jobs.takeSome({ atMost: 1, signal: AbortSignal.timeout(1_000) });
    if (!delivery) continue;
    taken.add(delivery.job.trial);
    const { trial } = delivery.job;
    await claimTrials(servers.store, study.id, [{ trial, worker: 'worker', environment: 'onnx' }]);
    dispatcher.taken(trial);
    await delivery.ack();
  }
  await dispatcher.withdraw();
});

it('leaves the queue empty when it ends, even if it was being filled', async () => {
  const { study, dispatcher } = await dispatch('ended', 50, () => 20);
  const filling = dispatcher.fill().catch(() => undefined);
  await dispatcher.end({ purge: true });
  await filling;
  await dispatcher.fill();
  dispatcher.taken(0);
  expect(await servers.bus.jobs.waiting(study.id)).toBe(0);
});
