import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DatasetSpec } from '@ram-sweep/protocol';
import { DatasetError } from '../src/errors.js';
import type { Images } from '../src/images.js';
import { openImageSet, type ImageSet } from '../src/image-set.js';
import { DividedSet, openSplits, type Split } from '../src/batches/splits.js';

/** Image n has its number in its first two pixels, so that a batch tells which images are in it. */
const numberedImages = (count: number): Images => ({
  count,
  side: 28,
  pixels: Uint8Array.from({ length: count * 784 }, (_, at) => {
    const image = Math.floor(at / 784);
    return at % 784 === 0 ? image >> 8 : at % 784 === 1 ? image & 255 : 0;
  }),
  labels: Uint8Array.from({ length: count }, (_, index) => index % 10),
});

const numbered = (train: number): ImageSet => ({
  name: 'glyphs',
  source: 'numbers',
  classes: 10,
  train: numberedImages(train),
  test: numberedImages(10),
});

const plain: DatasetSpec = { name: 'glyphs', canvas: 'plain' };
const trial = { validationSplit: 0.1, seed: 7 };

const ascending = (a: number, b: number): number => a - b;

/** The images of one pass, batch by batch. */
async function pass(split: Split, epoch: number, from = 0, batchSize = 32): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const { rows, images, labels } of split.batches({ epoch, from, batchSize })) {
    expect([images.length, labels.length]).toEqual([rows * 784, rows]);
    const numbers = Array.from(labels, (_, row) =>
      Math.round(255 * (256 * images[row * 784]! + images[row * 784 + 1]!)),
    );
    expect([...labels]).toEqual(numbers.map((number) => number % 10));
    batches.push(numbers);
  }
  return batches;
}

describe('the validation split', () => {
  test.each([
    [600, 0.1, 60],
    [100, 0.25, 25],
    [10, 0.05, 1],
    [7, 0.5, 4],
  ])('of %i images at %f has %i', (count, validationSplit, size) => {
    const splits = openSplits(numbered(count), plain, { ...trial, validationSplit });
    expect([splits.validation.size, splits.train.size]).toEqual([size, count - size]);
  });

  test('and the training split share no image and leave none out', async () => {
    const splits = openSplits(numbered(500), plain, trial);
    const [train, validation] = [await pass(splits.train, 1), await pass(splits.validation, 1)];
    const all = [...train, ...validation].flat();
    expect(all.toSorted(ascending)).toEqual(Array.from({ length: 500 }, (_, index) => index));
  });

  test('has the same images in the same order for every trial and epoch', async () => {
    const set = numbered(500);
    const first = await pass(openSplits(set, plain, { ...trial, seed: 1 }).validation, 1);
    expect(await pass(openSplits(set, plain, { ...trial, seed: 2 }).validation, 9)).toEqual(first);
  });

  test.each([0, 1, -0.1, NaN, 0.01, 0.99])('cannot be %f of 20 images', (validationSplit) => {
    expect(() => openSplits(numbered(20), plain, { ...trial, validationSplit })).toThrow(DatasetError);
    expect(() => openSplits(numbered(20), plain, { ...trial, validationSplit })).toThrow(/validationSplit/);
  });
});

test('trials that share a divided set see what each would see alone', async () => {
  const set = numbered(300);
  const divided = new DividedSet(set, plain, { validationSplit: 0.1 });
  onTestFinished(() => divided.close());
  for (const seed of [1, 2, 1]) {
    const { train, validation, test: unseen, ...facts } = divided.splits(seed);
    const alone = openSplits(set, plain, { validationSplit: 0.1, seed, prefetch: 0 });
    expect(alone).toMatchObject(facts);
    expect(await pass(train, 2)).toEqual(await pass(alone.train, 2));
    expect(await pass(validation, 1)).toEqual(await pass(alone.validation, 1));
    expect(await pass(unseen, 1)).toEqual(await pass(alone.test, 1));
  }
});

describe('the training order', () => {
  test('has every image once in every epoch, each time in another order', async () => {
    const { train } = openSplits(numbered(300), plain, trial);
    const [first, second] = [(await pass(train, 1)).flat(), (await pass(train, 2)).flat()];
    expect(new Set(first).size).toBe(270);
    expect(second).not.toEqual(first);
    expect(second.toSorted(ascending)).toEqual(first.toSorted(ascending));
  });

  test('follows from the seed of the trial', async () => {
    const set = numbered(300);
    const order = (seed: number) => pass(openSplits(set, plain, { ...trial, seed }).train, 1);
    expect(await order(1)).toEqual(await order(1));
    expect(await order(1)).not.toEqual(await order(2));
  });
});

test('a pass has whole batches and one with the remainder', async () => {
  const { train, test: testing } = openSplits(numbered(100), plain, trial);
  expect((await pass(train, 1)).map((batch) => batch.length)).toEqual([32, 32, 26]);
  expect((await pass(train, 1, 0, 45)).map((batch) => batch.length)).toEqual([45, 45]);
  expect((await pass(train, 1, 0, 1000)).map((batch) => batch.length)).toEqual([90]);
  expect(await pass(testing, 1)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
});

test('a pass that starts later is the rest of one that started at 0', async () => {
  const { train } = openSplits(numbered(200), plain, trial);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(5),
      fc.nat(12),
      fc.integer({ min: 1, max: 70 }),
      async (epoch, from, batchSize) => {
        expect(await pass(train, epoch, from, batchSize)).toEqual(
          (await pass(train, epoch, 0, batchSize)).slice(from),
        );
      },
    ),
  );
});

test.each([
  { epoch: -1, from: 0, batchSize: 1 },
  { epoch: 0, from: 0.5, batchSize: 1 },
  { epoch: 0, from: 0, batchSize: 0 },
])('no pass can be made of %o', (options) => {
  const { train } = openSplits(numbered(100), plain, trial);
  expect(() => train.batches(options)).toThrow(RangeError);
});

test('clutter needs another image in every split', () => {
  const spec: DatasetSpec = { name: 'glyphs', canvas: 'cluttered' };
  expect(() => openSplits(numbered(20), spec, { ...trial, validationSplit: 0.05 })).toThrow(
    'clutter comes from other images of a split, and validation has only one image',
  );
});

describe('a canvas', () => {
  const spec: DatasetSpec = { name: 'glyphs', canvas: 'cluttered', size: 40, clutter: 2 };
  const set = openImageSet({ ...spec, train: 60, test: 10 }, { cacheDir: 'none' });
  const epochOf = async (name: 'train' | 'validation' | 'test', seed: number, epoch: number) => {
    const splits = openSplits(await set, spec, { ...trial, seed, prefetch: 0 });
    const images: Float32Array[] = [];
    for await (const batch of splits[name].batches({ epoch, from: 0, batchSize: 100 })) {
      images.push(batch.images.slice());
    }
    return images;
  };

  test.each(['validation', 'test'] as const)('of the %s split never changes', async (name) => {
    expect(await epochOf(name, 1, 1)).toEqual(await epochOf(name, 2, 5));
  });

  test('of the training split is another in every epoch and for every trial', async () => {
    const first = await epochOf('train', 1, 1);
    expect(await epochOf('train', 1, 1)).toEqual(first);
    expect(await epochOf('train', 1, 2)).not.toEqual(first);
    expect(await epochOf('train', 2, 1)).not.toEqual(first);
  });
});
