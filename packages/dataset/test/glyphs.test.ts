import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DatasetError } from '../src/errors.js';
import { drawGlyphs } from '../src/glyphs/glyphs.js';
import type { Images } from '../src/images.js';
import { openImageSet } from '../src/image-set.js';

const glyphs = await drawGlyphs({});
const image = ({ pixels }: Images, index: number) => pixels.subarray(index * 784, (index + 1) * 784);

const distance = (pixels: Uint8Array, mean: Float64Array): number =>
  pixels.reduce((sum, value, at) => sum + (value - mean[at]!) ** 2, 0);

test('the set says that it is not MNIST', async () => {
  const set = await openImageSet(
    { name: 'glyphs', canvas: 'plain', train: 10, test: 10 },
    { cacheDir: 'none' },
  );
  expect(set.source).toBe('glyphs drawn by ram-sweep (not MNIST)');
  expect(set.classes).toBe(10);
});

test('6,000 glyphs are drawn for training and 1,000 for testing, as many of each digit', () => {
  for (const [images, count] of [
    [glyphs.train, 6000],
    [glyphs.test, 1000],
  ] as const) {
    expect(images.count).toBe(count);
    expect(images.pixels.length).toBe(count * 784);
    for (let digit = 0; digit < 10; digit += 1) {
      expect(images.labels.filter((label) => label === digit).length).toBe(count / 10);
    }
  }
});

test('the pixels are the same to the bit in every run', () => {
  const digest = createHash('sha256').update(glyphs.train.pixels.slice()).digest('hex');
  expect(digest).toBe('434a4f171447fdf322b229d968a8c4d9297ecede2b47e314f3c8f50fdfe9591b');
});

test('a glyph does not depend on how many are drawn', async () => {
  const counts = fc.record({
    train: fc.integer({ min: 10, max: 40 }),
    test: fc.integer({ min: 10, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(counts, async (count) => {
      const drawn = await drawGlyphs(count);
      for (const split of ['train', 'test'] as const) {
        const { pixels } = drawn[split];
        expect(Buffer.compare(pixels, glyphs[split].pixels.subarray(0, pixels.length))).toBe(0);
      }
    }),
    { numRuns: 20 },
  );
});

test('no two glyphs are alike, within a split or between the two', () => {
  const digests = [glyphs.train, glyphs.test].flatMap((images) =>
    Array.from({ length: images.count }, (_, index) =>
      createHash('md5').update(image(images, index).slice()).digest('hex'),
    ),
  );
  expect(new Set(digests).size).toBe(7000);
});

test('every glyph has ink, full somewhere, and none at the edge of the image', () => {
  for (let index = 0; index < glyphs.train.count; index += 1) {
    const pixels = image(glyphs.train, index);
    expect(Math.max(...pixels)).toBeGreaterThan(200);
    const edge = pixels.filter((_, at) => at < 28 || at >= 756 || at % 28 === 0 || at % 28 === 27);
    expect(Math.max(...edge)).toBe(0);
  }
});

/**
 * The nearest of the ten mean training images gets most digits right, as it does on MNIST (about 82 %),
 * but far from all: the digits can be distinguished, but not by one look at each pixel.
 */
test('the digits can be distinguished, with some effort', () => {
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  for (let index = 0; index < 6000; index += 1) {
    const mean = means[glyphs.train.labels[index]!]!;
    image(glyphs.train, index).forEach((value, at) => (mean[at]! += value / 600));
  }
  const right = Array.from({ length: 1000 }, (_, index) => {
    const distances = means.map((mean) => distance(image(glyphs.test, index), mean));
    return distances.indexOf(Math.min(...distances)) === glyphs.test.labels[index];
  });
  const accuracy = right.filter(Boolean).length / 1000;
  expect(accuracy).toBeGreaterThan(0.6);
  expect(accuracy).toBeLessThan(0.95);
});

test('drawing ends at an abort', async () => {
  const reason = new Error('enough');
  await expect(drawGlyphs({}, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('a set beyond all memory is refused', async () => {
  const drawing = drawGlyphs({ train: 1_000_001 });
  await expect(drawing).rejects.toThrow(DatasetError);
  await expect(drawing).rejects.toThrow(
    'dataset.train asks for 1000001 glyphs, but at most 1000000 are drawn',
  );
});
