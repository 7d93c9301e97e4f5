import { expect, test } from 'vitest';
import { SOBOL_DIMENSIONS } from '../../src/samplers/sobol/direction-numbers.js';
import { scrambledSobol, sobolBits } from '../../src/samplers/sobol/sobol-point.js';

const unscrambled = (index: number, dimensions: readonly number[]): number[] =>
  dimensions.map((dimension) => sobolBits(index, dimension) / 2 ** 32);

/** Of PyTorch 2.15's SobolEngine, which has the same direction numbers and order. */
test('the first points without scrambling are the published ones', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((index) => unscrambled(index, [0, 1, 2, 3, 4]))).toEqual([
    [0, 0, 0, 0, 0],
    [0.5, 0.5, 0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25, 0.25, 0.75],
    [0.25, 0.75, 0.75, 0.75, 0.25],
    [0.375, 0.375, 0.625, 0.875, 0.375],
    [0.875, 0.875, 0.125, 0.375, 0.875],
    [0.625, 0.125, 0.875, 0.625, 0.625],
    [0.125, 0.625, 0.375, 0.125, 0.125],
  ]);
});

test('point 777 is the published one in all 40 dimensions', () => {
  const dimensions = Array.from({ length: SOBOL_DIMENSIONS }, (_, dimension) => dimension);
  expect(unscrambled(777, dimensions)).toEqual([
    0.6923828125, 0.9365234375, 0.1630859375, 0.2744140625, 0.6357421875, 0.3564453125, 0.1904296875,
    0.7626953125, 0.3486328125, 0.3232421875, 0.7451171875, 0.6962890625, 0.3837890625, 0.4736328125,
    0.5693359375, 0.5146484375, 0.4033203125, 0.8642578125, 0.3701171875, 0.7529296875, 0.2373046875,
    0.2724609375, 0.9462890625, 0.4814453125, 0.3447265625, 0.1455078125, 0.0595703125, 0.7802734375,
    0.0634765625, 0.1103515625, 0.5419921875, 0.8994140625, 0.1123046875, 0.0029296875, 0.8056640625,
    0.9462890625, 0.4619140625, 0.3505859375, 0.3427734375, 0.3583984375,
  ]);
});

test.each([1, 77, 2 ** 32 - 1])(
  'scrambled by seed %i, every 2ᵏ points have one in each of 2ᵏ equal parts',
  (seed) => {
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension += 1) {
      const parts = Array.from({ length: 64 }, (_, index) =>
        Math.floor(64 * scrambledSobol(128 + index, dimension, seed)),
      );
      expect(new Set(parts).size).toBe(64);
    }
  },
);

test('scrambled, the first two dimensions stay a net: one of 64 points in each box of 8 by 8', () => {
  const boxes = Array.from({ length: 64 }, (_, index) =>
    [scrambledSobol(index, 0, 3), scrambledSobol(index, 1, 4)].map((share) => Math.floor(8 * share)).join(),
  );
  expect(new Set(boxes).size).toBe(64);
});
