import { randomUUID } from 'node:crypto';
import { connectBus, type Delivery } from '@ram-sweep/bus';
import { compileTrialConfig, datasetSpecSchema, PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { defaultCacheDir } from '@ram-sweep/services';
import { startTestNats, type TestNats } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { eventually } from '../../program/sandbox.js';
import { asCoordinator, asWorker, useServers } from '../on-servers.js';
import { KeptProcess } from '../sweep-processes.js';

const servers = useServers();
const SLOTS = 2;
const TRIALS = 3;

it('a study that nobody drives any more keeps no worker from another one', async () => {
  const name = 'driven';
  await servers.makeStudy(
    name,
    Array.from({ length: TRIALS }, () => ({ epochs: 2 })),
  );
  await using nats = await startTestNats();
  await using sweep = servers.start(name, nats, { workers: [] });
  await putJobsFirst(nats, { abandoned: 5 * SLOTS, behind: TRIALS });
  const worker = new KeptProcess('worker', {
    bus: { ...asWorker(nats), name: 'worker', role: 'worker' },
    cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']),
    slots: SLOTS,
    engine: 'onnx',
  });
  const code = await sweep.coordinator.ended;
  await worker.stop();
  expect(code, sweep.log + worker.log).toBe(0);
  const trials = await servers.trials(name);
  expect(trials.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(Array(TRIALS).fill('complete 1'));
});

/**
 * Leaves jobs in the queue as a sweep does whose processes are all killed. They were in hand once and come again, which
 * nats-server puts before jobs that come for the first time: those of `behind` trials, which the coordinator issues
 * anew.
 */
async function putJobsFirst(
  nats: TestNats,
  { abandoned, behind }: { abandoned: number; behind: number },
): Promise<void> {
  const bus = await connectBus({ ...asCoordinator(nats), name: 'test', role: 'coordinator' });
  const jobs = await take(bus, behind);
  const study = randomUUID();
  const job = {
    version: PROTOCOL_VERSION,
    studyName: 'abandoned',
    dataset: datasetSpecSchema.parse({ name: 'glyphs' }),
    config: compileTrialConfig({}),
  } as const;
  for (let trial = 0; trial < abandoned; trial += 1) await bus.jobs.publish({ ...job, study, trial });
  await Promise.all((await take(bus, abandoned)).map(({ retryLater }) => retryLater(1)));
  await Promise.all(jobs.map(({ ack }) => ack()));
  const driven = jobs[0]!.job.study;
  await eventually('jobs that are issued again', async () => (await bus.jobs.waiting(driven)) === behind);
  await bus.close();
}

async function take(bus: Awaited<ReturnType<typeof connectBus>>, count: number): Promise<Delivery[]> {
  const inHand: Delivery[] = [];
  while (inHand.length < count) inHand.push(...(await bus.jobs.takeSome({ atMost: count - inHand.length })));
  return inHand;
}
