import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetSpecSchema } from '@ram-sweep/protocol';
import { startTestNats } from '@ram-sweep/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../program/sandbox.js';
import { Gate } from './gate.js';
import { asWorker, useServers } from './on-servers.js';

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

/** IDX files of so many striped images in each split, with the labels 0 … 9 in turns. */
async function writeImages(folder: string, count: number): Promise<void> {
  await mkdir(folder);
  const pixels = Uint8Array.from({ length: count * 28 * 28 }, (_, pixel) => pixel % 251);
  const images = idx([count, 28, 28], pixels);
  const labels = idx(
    [count],
    Uint8Array.from({ length: count }, (_, image) => image % 10),
  );
  for (const split of ['train', 't10k']) {
    await writeFile(join(folder, `${split}-images-idx3-ubyte`), images);
    await writeFile(join(folder, `${split}-labels-idx1-ubyte`), labels);
  }
}

function idx(sizes: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.from([0, 0, 0x08, sizes.length]);
  const shape = Buffer.alloc(4 * sizes.length);
  sizes.forEach((size, axis) => shape.writeUInt32BE(size, 4 * axis));
  return Buffer.concat([header, shape, bytes]);
}
