import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream, type StreamLabel } from '../src/index.js';

const times = <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make);
const uniforms = (stream: RandomStream, count: number): number[] => times(count, () => stream.uniform());
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

const label = fc.oneof(fc.string(), fc.integer());
const labels = fc.array(label, { maxLength: 4 });

const pinned = (): RandomStream => RandomStream.of(1, 'noise', 2, 3);

/** Computed by a second implementation (Python: hashlib's SHA-256, xoroshiro128+ on 64-bit integers). */
describe('the numbers of a stream are these, in every version', () => {
  test('uniforms', () => {
    expect(uniforms(pinned(), 4)).toEqual([
      0.6474838361609727, 0.6453436671290547, 0.22415257385000587, 0.31746006780304015,
    ]);
  });

  test('normals', () => {
    const normals = pinned();
    expect(normals.normal()).toBeCloseTo(-0.882610403149326, 14);
    expect(normals.normal()).toBeCloseTo(-1.1429420291903862, 14);
  });

  test('integers', () => {
    const integers = pinned();
    expect(times(10, () => integers.integer(0, 9))).toEqual([3, 7, 2, 7, 4, 5, 8, 8, 5, 2]);
  });

  test('permutations', () => {
    expect([...RandomStream.of(7).permutation(10)]).toEqual([3, 5, 8, 1, 0, 4, 7, 9, 6, 2]);
  });
});

describe('streams', () => {
  test('the same seed and labels give the same numbers, whatever other streams do meanwhile', () => {
    fc.assert(
      fc.property(fc.integer(), labels, labels, (seed, mine, others) => {
        const alone = uniforms(RandomStream.of(seed, ...mine), 5);
        const [stream, other] = [RandomStream.of(seed, ...mine), RandomStream.of(seed, ...others)];
        const between = times(5, () => [stream.uniform(), other.normal()] as const).map(([value]) => value);
        expect(between).toEqual(alone);
      }),
      { seed: 1 },
    );
  });

  test('another seed, other labels, or labels cut elsewhere give other numbers', () => {
    const streams: readonly (readonly [number, ...StreamLabel[]])[] = [
      [1],
      [2],
      [1, 1],
      [1, '1'],
      [1, 'a', 'b'],
      [1, 'b', 'a'],
      [1, 'ab'],
      [1, 'a,b'],
      [1, 'a","b'],
      [1, 'a', 'b', 0],
    ];
    const first = streams.map(([seed, ...rest]) => uniforms(RandomStream.of(seed, ...rest), 2).join());
    expect(new Set(first).size).toBe(streams.length);
  });

  test('streams with neighbouring labels are not correlated', () => {
    const count = 4_000;
    const normals = (step: number): Float32Array => RandomStream.of(1, 'noise', 0, step).normals(count);
    for (const step of [0, 1, 2, 3]) {
      const [one, next] = [normals(step), normals(step + 1)];
      // The mean of n products of independent standard normals has deviation 1/√n; four of them are 0.063.
      expect(Math.abs(mean(one.map((value, index) => value * next[index]!)))).toBeLessThan(
        4 / Math.sqrt(count),
      );
    }
  });

  test('the first number over many labels is uniform too', () => {
    const count = 4_000;
    const first = Array.from({ length: count }, (_, number) =>
      RandomStream.of(1, 'trial', number, 'std').uniform(),
    );
    expect(distanceFromUniform(first)).toBeLessThan(1.95 / Math.sqrt(count));
  });
});

/**
 * Largest distance between the empirical distribution and the uniform one on [0, 1] (Kolmogorov & Smirnov).
 * Of n uniform draws it exceeds 1.95/√n once in 1,000 times.
 */
function distanceFromUniform(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const gaps = sorted.map((value, rank) =>
    Math.max(value - rank / sorted.length, (rank + 1) / sorted.length - value),
  );
  return Math.max(...gaps);
}

describe('uniforms', () => {
  test('fill [0, 1) evenly', () => {
    const values = uniforms(RandomStream.of(3), 10_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(distanceFromUniform(values)).toBeLessThan(1.95 / Math.sqrt(values.length));
  });

  test('are spread over the requested range', () => {
    const values = RandomStream.of(4).uniforms(10_000, -0.5, 1.5);
    expect(distanceFromUniform(Array.from(values, (value) => (value + 0.5) / 2))).toBeLessThan(0.0195);
  });
});

describe('integers', () => {
  test('both ends are drawn, and all are equally likely', () => {
    const stream = RandomStream.of(5);
    const values = times(8_000, () => stream.integer(-3, 4));
    const counts = [-3, -2, -1, 0, 1, 2, 3, 4].map(
      (value) => values.filter((drawn) => drawn === value).length,
    );
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    // 99.9 % of χ² with 7 degrees of freedom.
    expect(chiSquare).toBeLessThan(24.32);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8_000);
  });

  test('stay within any range, including the whole 32 bits', () => {
    const bound = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.integer(), bound, bound, (seed, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const value = RandomStream.of(seed).integer(low, high);
        expect(Number.isInteger(value) && value >= low && value <= high).toBe(true);
      }),
      { seed: 1 },
    );
  });
});

describe('normals', () => {
  const count = 20_000;
  const values = RandomStream.of(6).normals(count);
  const moment = (power: number): number => mean(Array.from(values, (value) => value ** power));

  // The m-th sample moment of n standard normals has variance (E z^2m − (E z^m)²)/n. Bounds: four deviations.
  test.each([
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ])('moment %d is %d', (power, expected, variance) => {
    expect(Math.abs(moment(power) - expected)).toBeLessThan(4 * Math.sqrt(variance / count));
  });

  test('the two values of a pair are not correlated', () => {
    const products = Array.from(
      { length: count / 2 },
      (_, pair) => values[2 * pair]! * values[2 * pair + 1]!,
    );
    expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(count / 2));
  });

  test('tails are as heavy as they should be, and no value is infinite', () => {
    // P(|z| > 3) = 0.0027: 54 of 20,000, deviation 7.3.
    const outside = values.filter((value) => Math.abs(value) > 3).length;
    expect(outside).toBeGreaterThan(54 - 30);
    expect(outside).toBeLessThan(54 + 30);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe('permutations', () => {
  test('hold every number once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 300 }), (seed, length) => {
        const order = RandomStream.of(seed, 'order').permutation(length);
        expect([...order].toSorted((one, other) => one - other)).toEqual(
          Array.from({ length }, (_, index) => index),
        );
      }),
      { seed: 1 },
    );
  });

  test('every order of three is equally likely', () => {
    const stream = RandomStream.of(8);
    const orders = times(6_000, () => stream.permutation(3).join());
    const counts = [...new Set(orders)].map((order) => orders.filter((drawn) => drawn === order).length);
    expect(counts).toHaveLength(6);
    // 99.9 % of χ² with 5 degrees of freedom.
    expect(counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)).toBeLessThan(20.52);
  });
});
