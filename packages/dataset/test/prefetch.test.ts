import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatasetSpec } from '@ram-sweep/protocol';
import type { PassOptions } from '../src/batches/batch-painter.js';
import type { Batch } from '../src/batches/batches.js';
import { PreparationError } from '../src/errors.js';
import { openImageSet, type ImageSet } from '../src/image-set.js';
import { Preparer } from '../src/batches/prefetch/preparer.js';
import { planSplits, type SplitName } from '../src/batches/split-plan.js';
import { openSplits, type Split, type Splits } from '../src/batches/splits.js';

const spec: DatasetSpec = { name: 'glyphs', canvas: 'cluttered', size: 36, clutter: 3, train: 120, test: 20 };
const trial = { validationSplit: 0.25, seed: 11 };
let set: ImageSet;
let inline: Splits;
let threaded: Splits;

beforeAll(async () => {
  set = await openImageSet(spec, { cacheDir: 'none' });
  inline = openSplits(set, spec, { ...trial, prefetch: 0 });
  threaded = openSplits(set, spec, { ...trial, prefetch: 3 });
});
afterAll(() => threaded.close());

/** One line for each batch: its labels, and a digest of its pixels. */
const describeBatch = ({ images, labels }: Batch): string =>
  `${labels.join('')} ${createHash('md5').update(images).digest('hex')}`;

async function collect(split: Split, options: PassOptions): Promise<string[]> {
  const batches: string[] = [];
  for await (const batch of split.batches(options)) batches.push(describeBatch(batch));
  return batches;
}

test('the thread paints the same batches to the bit', async () => {
  const options = fc.record({
    epoch: fc.nat(4),
    from: fc.nat(6),
    batchSize: fc.integer({ min: 1, max: 130 }),
  });
  const names = fc.constantFrom<SplitName>('train', 'validation', 'test');
  await fc.assert(
    fc.asyncProperty(names, options, async (name, pass) => {
      expect(await collect(threaded[name], pass)).toEqual(await collect(inline[name], pass));
    }),
    { numRuns: 60 },
  );
});

test.each([1, 20, 32, 100, 128, 129, 400])(
  'batches of %i come across together, and are the same where one buffer ends and the next begins',
  async (batchSize) => {
    // 750 to train on: more than one buffer of about 512 rows, the last of them not full.
    const large: DatasetSpec = { name: 'glyphs', canvas: 'plain', train: 1_000, test: 20 };
    const images = await openImageSet(large, { cacheDir: 'none' });
    const splits = openSplits(images, large, trial);
    const painted = openSplits(images, large, { ...trial, prefetch: 0 });
    for (const from of [0, 1, 5]) {
      const pass = { epoch: 1, from, batchSize };
      expect(await collect(splits.train, pass)).toEqual(await collect(painted.train, pass));
    }
    await splits.close();
  },
);

test('plain images can be prepared on a thread too', async () => {
  const plain: DatasetSpec = { name: 'glyphs', canvas: 'plain' };
  const splits = openSplits(set, plain, { ...trial, prefetch: 2 });
  const pass = { epoch: 1, from: 0, batchSize: 32 };
  expect(await collect(splits.train, pass)).toEqual(await collect(openSplits(set, plain, trial).train, pass));
  await splits.close();
});

test('the arrays of a batch are on memory of their own, as native engines ask for', async () => {
  for await (const { images } of threaded.train.batches({ epoch: 1, from: 0, batchSize: 50 })) {
    expect(images.buffer).toBeInstanceOf(ArrayBuffer);
  }
});

test('passes can run at once, and one that is left early does not disturb the others', async () => {
  const pass = { epoch: 1, from: 0, batchSize: 10 };
  const left = threaded.train.batches(pass)[Symbol.asyncIterator]();
  await left.next();
  const [train, validation] = await Promise.all([
    collect(threaded.train, pass),
    collect(threaded.validation, pass),
  ]);
  await left.return?.();
  expect(train).toEqual(await collect(inline.train, pass));
  expect(validation).toEqual(await collect(inline.validation, pass));
});

test('a consumer that never yields to the event loop still gets every batch', async () => {
  const pass = { epoch: 2, from: 0, batchSize: 10 };
  const batches: string[] = [];
  for await (const batch of threaded.train.batches(pass)) {
    batches.push(describeBatch(batch));
    const until = performance.now() + 5;
    while (performance.now() < until);
  }
  expect(batches).toEqual(await collect(inline.train, pass));
});

describe('closing', () => {
  test('fails a pass under way and every later one, and can be done twice', async () => {
    // More images than are ever ahead of the consumer.
    const large = { ...spec, train: 1_000 };
    const splits = openSplits(await openImageSet(large, { cacheDir: 'none' }), large, trial);
    const pass = { epoch: 1, from: 0, batchSize: 1 };
    const batches = splits.train.batches(pass)[Symbol.asyncIterator]();
    await batches.next();
    await splits.close();
    await splits.close();
    const rest = async () => {
      for (;;) if ((await batches.next()).done) return;
    };
    await expect(rest()).rejects.toThrow(PreparationError);
    await expect(collect(splits.train, pass)).rejects.toThrow('the splits were closed');
  });

  test('before any pass is all right', async () => {
    await expect(openSplits(set, spec, trial).close()).resolves.toBeUndefined();
  });
});

test('what goes wrong on the thread reaches every consumer', async () => {
  const plans = planSplits(set, spec, trial.validationSplit);
  // A seed that is no number passes to the thread, and fails only where it is used.
  const seeds = { train: 1n as unknown as number, validation: 1 };
  const preparer = new Preparer(plans, 2);
  const pass = { epoch: 1, from: 0, batchSize: 8 };
  for (const name of ['train', 'validation'] as const) {
    const first = preparer.batches({ split: name, seed: seeds[name], pass }).next();
    await expect(first).rejects.toMatchObject({
      name: 'PreparationError',
      retryable: true,
      message: expect.stringMatching(/^the thread that prepares batches failed: .*BigInt/),
    });
  }
  await preparer.close();
});

/** What a training thread does: opens splits inside a worker thread and takes two batches. */
const consumer = `
  const { openImageSet, openSplits } = await import(process.env.DATASET_ENTRY);
  const spec = ${JSON.stringify(spec)};
  const splits = openSplits(await openImageSet(spec, { cacheDir: 'none' }), spec, ${JSON.stringify(trial)});
  let rows = 0;
  for await (const batch of splits.train.batches({ epoch: 1, from: 0, batchSize: 40 })) rows += batch.rows;
`;
const environment = { ...process.env, DATASET_ENTRY: new URL('../dist/index.js', import.meta.url).href };

test('works inside a worker thread, which ends when the splits are closed', async () => {
  const code = `(async () => {
    ${consumer}
    await splits.close();
    require('node:worker_threads').parentPort.postMessage(rows);
  })()`;
  const worker = new Worker(code, { eval: true, env: environment });
  const ended = once(worker, 'exit');
  const rows = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  expect(rows).toBe(90);
  expect(await ended).toEqual([0]);
});

test('a process that forgets to close still gets its batches, and ends', async () => {
  const run = promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', `${consumer} console.log(rows)`],
    { env: environment },
  );
  await expect(run).resolves.toMatchObject({ stdout: '90\n' });
});
