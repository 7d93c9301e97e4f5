import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetSpecSchema } from '@ram-sweep/protocol';
import { startTestNats } from '@ram-sweep/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../program/sandbox.js';
import { writeImages } from '../../program/striped-images.js';
import { Gate } from '../gate.js';
import { asWorker, useServers } from '../on-servers.js';

const servers = useServers();
const TRIALS = 3;

it('a worker whose machine has not the images fails no trial: it leaves them to one that has', async () => {
  const name = 'images-on-one-machine';
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-images-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeImages(join(folder, 'mnist'), 60);
  await servers.makeStudy(
    name,
    Array.from({ length: TRIALS }, () => ({ epochs: 2 })),
    { retries: 0, dataset: datasetSpecSchema.parse({ name: 'mnist' }) },
  );
  await using nats = await startTestNats();
  // The one without has two slots, so that it takes most jobs first.
  const workers = [
    { ...asWorker(nats), slots: 2, dataDir: join(folder, 'a-typing-error') },
    { ...asWorker(nats), dataDir: folder },
  ];
  // The other has a trial in hand until the first has been offered one, however late it found the queue.
  await using gate = await Gate.at(1);
  await using sweep = servers.start(name, nats, { workers, env: gate.env });
  await eventually('a job for the worker without images', () =>
    Promise.resolve(/cannot read the images/.test(sweep.workers[0]!.log)),
  );
  await gate.letAll();
  expect(await sweep.finish(), sweep.log).toBe(0);
  const trials = await servers.trials(name);
  expect(trials.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(Array(TRIALS).fill('complete 1'));
  expect(sweep.workers[0]?.log).toMatch(/cannot read the images of a study.*a-typing-error does not exist/);
});
