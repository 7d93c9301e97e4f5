import { expect, test } from 'vitest';
import type { DatasetSpec } from '@ram-sweep/protocol';
import { openImageSet, type ImageSet } from '../src/image-set.js';
import { openSplits, type Splits } from '../src/batches/splits.js';

const trial = { validationSplit: 0.1, seed: 1, prefetch: 0 };

/** Mean and deviation over everything that one epoch presents, in two passes. */
async function presented(splits: Splits): Promise<{ mean: number; std: number }> {
  const values: Float32Array[] = [];
  for await (const { images } of splits.train.batches({ epoch: 1, from: 0, batchSize: 500 })) {
    values.push(images.slice());
  }
  const count = values.reduce((sum, { length }) => sum + length, 0);
  const mean = total(values, (value) => value) / count;
  return { mean, std: Math.sqrt(total(values, (value) => (value - mean) ** 2) / count) };
}

function total(values: readonly Float32Array[], of: (value: number) => number): number {
  let sum = 0;
  for (const part of values) for (const value of part) sum += of(value);
  return sum;
}

/** Two greys in equal parts: mean (0 + 1) / 2, deviation 1/2. */
test('of a chessboard are a half each', () => {
  const pixels = Uint8Array.from({ length: 20 * 784 }, (_, at) => 255 * (at % 2));
  const images = { count: 20, side: 28 as const, pixels, labels: new Uint8Array(20) };
  const set: ImageSet = { name: 'glyphs', source: 'chessboard', classes: 10, train: images, test: images };
  const splits = openSplits(set, { name: 'glyphs', canvas: 'plain' }, trial);
  expect([splits.pixelMean, splits.pixelStd]).toEqual([0.5, 0.5]);
  // On a canvas of 56 a quarter is image: mean 1/8, deviation √(1/8 − 1/64) = √7/8.
  const moved = openSplits(set, { name: 'glyphs', canvas: 'translated', size: 56 }, trial);
  expect(moved.pixelMean).toBeCloseTo(1 / 8, 10);
  expect(moved.pixelStd).toBeCloseTo(Math.sqrt(7) / 8, 10);
});

test('of images without contrast are an error', () => {
  const images = {
    count: 20,
    side: 28 as const,
    pixels: new Uint8Array(20 * 784),
    labels: new Uint8Array(20),
  };
  const set: ImageSet = { name: 'glyphs', source: 'black', classes: 10, train: images, test: images };
  expect(() => openSplits(set, { name: 'glyphs', canvas: 'plain' }, trial)).toThrow(
    /all pixels .* are the same/,
  );
});

test('of canvases stand for those of any epoch, though they are of a sample', async () => {
  const spec: DatasetSpec = { name: 'glyphs', canvas: 'cluttered', size: 60, clutter: 4, train: 3000 };
  const set = await openImageSet(spec, { cacheDir: 'none' });
  const splits = openSplits(set, spec, trial);
  const { mean, std } = await presented(splits);
  expect(Math.abs(splits.pixelMean / mean - 1)).toBeLessThan(0.03);
  expect(Math.abs(splits.pixelStd / std - 1)).toBeLessThan(0.03);
  expect(openSplits(set, spec, { ...trial, seed: 2 }).pixelMean).toBe(splits.pixelMean);
});

/** MNIST's are known: 0.1307 and 0.3081 over all 60,000, so nearly so over the 54,000 that are trained on. */
test('of whole sets are those of their training pixels', async () => {
  const dataDir = process.env['RAM_SWEEP_DATA_DIR'];
  const spec: DatasetSpec = { name: dataDir ? 'mnist' : 'glyphs', canvas: 'plain' };
  const set = await openImageSet(spec, { cacheDir: 'none', download: false, ...(dataDir && { dataDir }) });
  const splits = openSplits(set, spec, trial);
  const expected = dataDir ? { mean: 0.1307, std: 0.3081 } : await presented(splits);
  expect(splits.pixelMean).toBeCloseTo(expected.mean, dataDir ? 3 : 9);
  expect(splits.pixelStd).toBeCloseTo(expected.std, dataDir ? 3 : 9);
});
