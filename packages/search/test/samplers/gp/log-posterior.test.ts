import { RandomStream } from '@ram-sweep/random';
import { expect, test } from 'vitest';
import { negativeLogPosterior } from '../../../src/samplers/gp/log-posterior.js';

const random = RandomStream.of(1, 'sample');
const points = Array.from({ length: 12 }, () => [random.uniform(), random.uniform(), random.uniform()]);
const squared = (feature: number): Float64Array =>
  Float64Array.from(
    points.flatMap((row, index) =>
      points.slice(0, index).map((column) => (row[feature]! - column[feature]!) ** 2),
    ),
  );
const sample = {
  distances: [squared(0), squared(1), squared(2)],
  results: Float64Array.from(points, ([x]) => Math.sin(6 * x!)),
};
const at = Float64Array.of(0.3, -1, 0.5, 0.2, -2);

test('the gradient of the posterior is that of finite differences', () => {
  const { gradient } = negativeLogPosterior(sample, at);
  const step = 1e-5;
  const valueAt = (place: number, move: number): number =>
    negativeLogPosterior(sample, at.with(place, at[place]! + move)).value;
  for (let place = 0; place < at.length; place += 1) {
    const slope = (valueAt(place, step) - valueAt(place, -step)) / (2 * step);
    expect(Math.abs(gradient[place]! - slope)).toBeLessThan(1e-6);
  }
});

/**
 * One result y, variance s + n = 2 with s = e⁰ and n = 1: ½ y² / 2 + ½ log 2, and for the priors
 * 0.1 + 0.1 of the one weight, s − log s = 1, and 30 n − 0.1 log n = 30. The least noise, 10⁻⁶, adds less than 10⁻⁴.
 */
test('the posterior of a single result is what it is by hand', () => {
  const one = { distances: [new Float64Array(0)], results: Float64Array.of(0.6) };
  const { value } = negativeLogPosterior(one, new Float64Array(3));
  expect(value).toBeCloseTo(0.36 / 4 + Math.log(2) / 2 + 0.2 + 1 + 30, 3);
});
