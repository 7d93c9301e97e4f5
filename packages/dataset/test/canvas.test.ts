import { RandomStream } from '@ram-sweep/random';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintCanvas, paintPlain, type Canvas } from '../src/batches/canvas.js';
import type { Images } from '../src/images.js';

/** Ten images; every pixel of image n is 20 · (n + 1), so that a pixel tells where it came from. */
const images: Images = {
  count: 10,
  side: 28,
  pixels: Uint8Array.from({ length: 10 * 784 }, (_, at) => 20 * (Math.floor(at / 784) + 1)),
  labels: new Uint8Array(10),
};
const grey = (image: number): number => Math.fround((20 * (image + 1)) / 255);
const everyone = Uint32Array.from({ length: 10 }, (_, index) => index);

function paint(canvas: Canvas, seed: number, image = 0, members = everyone, from = images): Float32Array {
  const target = new Float32Array(canvas.side ** 2).fill(0.123);
  paintCanvas(target, from, members, image, canvas, RandomStream.of(seed));
  return target;
}

/** The smallest rectangle with all pixels that are `value`; null if there are none. */
function boxOf(target: Float32Array, value: number) {
  const side = Math.sqrt(target.length);
  const places = [...target.keys()].filter((at) => target[at] === value);
  if (places.length === 0) return null;
  const columns = places.map((at) => at % side);
  const rows = places.map((at) => Math.floor(at / side));
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  return {
    x,
    y,
    width: Math.max(...columns) - x + 1,
    height: Math.max(...rows) - y + 1,
    pixels: places.length,
  };
}

const sides = fc.integer({ min: 28, max: 64 });
const seeds = fc.nat(1_000_000);

test('a plain image is its pixels over 255', () => {
  const target = new Float32Array(784);
  paintPlain(target, images, 3);
  expect([...new Set(target)]).toEqual([grey(3)]);
});

describe('a translated canvas', () => {
  test('has the image whole at one place, and nothing else', () => {
    fc.assert(
      fc.property(sides, seeds, (side, seed) => {
        const target = paint({ side, moved: true, clutter: 0 }, seed, 4);
        expect(boxOf(target, grey(4))).toMatchObject({ width: 28, height: 28, pixels: 784 });
        expect(target.filter((value) => value === 0).length).toBe(side * side - 784);
      }),
    );
  });

  test('keeps the image upright and in order', () => {
    const ramp: Images = { ...images, pixels: Uint8Array.from({ length: 784 }, (_, at) => 1 + (at % 255)) };
    const target = paint({ side: 40, moved: true, clutter: 0 }, 5, 0, everyone, ramp);
    const { x, y } = boxOf(
      target.map((value) => (value > 0 ? 1 : 0)),
      1,
    )!;
    const window = Array.from(ramp.pixels, (_, at) => target[(y + Math.floor(at / 28)) * 40 + x + (at % 28)]);
    expect(window).toEqual(Array.from(ramp.pixels, (value) => Math.fround(value / 255)));
  });

  /** 3 × 3 places for a canvas of 30: 900 draws give 100 each, with a deviation of √(900 · 1/9 · 8/9) ≈ 9.4. */
  test('has the image at each place equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 900; seed += 1) {
      const { x, y } = boxOf(paint({ side: 30, moved: true, clutter: 0 }, seed), grey(0))!;
      counts.set(`${x},${y}`, (counts.get(`${x},${y}`) ?? 0) + 1);
    }
    expect(counts.size).toBe(9);
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(40);
  });
});

describe('a cluttered canvas', () => {
  test('has the image whole under the pieces, and the brighter pixel where they overlap', () => {
    fc.assert(
      fc.property(sides, seeds, fc.integer({ min: 1, max: 8 }), (side, seed, clutter) => {
        const alone = paint({ side, moved: true, clutter: 0 }, seed, 5);
        const cluttered = paint({ side, moved: true, clutter }, seed, 5);
        expect(cluttered.every((value, at) => value >= alone[at]!)).toBe(true);
        const added = cluttered.filter((value, at) => value !== alone[at]).length;
        expect(added).toBeLessThanOrEqual(64 * clutter);
      }),
      { numRuns: 40 },
    );
  });

  test('has one 8×8 piece of another member if one is requested', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        // Image 0 is the darkest, so a piece shows whole wherever it lies.
        const members = Uint32Array.of(0, 2, 7);
        const target = paint({ side: 60, moved: true, clutter: 1 }, seed, 0, members);
        const pieces = [2, 7].map((image) => boxOf(target, grey(image))).filter((box) => box !== null);
        expect(pieces).toEqual([expect.objectContaining({ width: 8, height: 8, pixels: 64 })]);
        expect(new Set(target).size).toBe(3);
      }),
    );
  });

  /**
   * 2 of 3 members can be pieces of the third; 600 draws give 300 each with a deviation of √150 ≈ 12.
   * About 1 in 20 dark pieces hides wholly behind a bright image.
   */
  test('takes its pieces from all other members equally, and never from the image itself', () => {
    const members = Uint32Array.of(1, 4, 6);
    for (const image of members) {
      const others = [...members].filter((member) => member !== image);
      const counts = new Map(others.map((other) => [other, 0]));
      for (let seed = 0; seed < 600; seed += 1) {
        const target = paint({ side: 100, moved: true, clutter: 1 }, seed, image, members);
        const source = others.find((other) => target.includes(grey(other)));
        if (source !== undefined) counts.set(source, counts.get(source)! + 1);
      }
      for (const count of counts.values()) expect(Math.abs(count - 300)).toBeLessThan(60);
    }
  });
});
