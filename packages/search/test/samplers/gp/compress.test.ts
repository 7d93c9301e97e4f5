import { expect, test } from 'vitest';
import { compress } from '../../../src/samplers/gp/compress.js';

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('results have mean 0 and variance 1, in their own order', () => {
  const results = compress([0.3, 0.1, 0.9, 0.12, 0.2]);
  expect(mean(results)).toBeCloseTo(0, 12);
  expect(mean(results.map((value) => value * value))).toBeCloseTo(1, 12);
  expect([1, 3, 4, 0, 2].map((place) => results[place])).toEqual([...results].toSorted((a, b) => a - b));
});

/** Of 0.3 − 0.1 = 0.2 as unit: log(1 + 0), log(1 + 1) and log(1 + 2) before they are standardised. */
test('the distances of the good ones count more than those of the bad', () => {
  const [best, middle, worst] = compress([0.1, 0.3, 0.5]);
  expect((middle! - best!) / (worst! - best!)).toBeCloseTo(Math.log(2) / Math.log(3), 12);
});

test('scale and offset of the errors do not matter', () => {
  const outcomes = [0.3, 0.1, 0.9, 0.12, 0.2];
  const other = compress(outcomes.map((outcome) => 1000 * outcome + 7));
  for (const [place, value] of compress(outcomes).entries()) expect(other[place]).toBeCloseTo(value, 9);
});

test('what diverged is as bad as the worst', () => {
  const [one, diverged, , worst] = compress([1, Infinity, 2, 3]);
  expect(diverged).toBe(worst);
  expect(one).toBeLessThan(diverged!);
});

test('results that are all the same tell nothing', () => {
  expect([...compress([2, 2, 2])]).toEqual([0, 0, 0]);
  expect([...compress([Infinity, Infinity])]).toEqual([0, 0]);
});

test('if most equal the best, the others still differ', () => {
  const [best, , , better, worst] = compress([1, 1, 1, 2, 3]);
  expect((better! - best!) / (worst! - best!)).toBeCloseTo(Math.log(1.5) / Math.log(2), 12);
});
