import { RandomStream } from '@ram-sweep/random';
import { expect, test } from 'vitest';
import { seededPermutation } from '../../src/space/permutation.js';

const permuted = (size: number, seed = 1): number[] => {
  const permute = seededPermutation(size, RandomStream.of(seed, 'test'));
  return Array.from({ length: size }, (_, place) => permute(place));
};

test.each([1, 2, 3, 5, 16, 17, 1_000, 4_097])('%d numbers each come once', (size) => {
  expect(permuted(size).toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: size }, (_, place) => place),
  );
});

test('the order is a random one, which follows from the seed', () => {
  expect(permuted(1_000)).toEqual(permuted(1_000));
  expect(permuted(1_000)).not.toEqual(permuted(1_000, 2));
  // Of random permutations of 1,000 numbers, one number stays in its place on average, ten or more in 1 of 10⁷.
  expect(permuted(1_000).filter((value, place) => value === place).length).toBeLessThan(10);
});

test('which of few numbers comes first is left to chance', () => {
  const firsts = Array.from({ length: 600 }, (_, seed) => permuted(6, seed)[0]!);
  const counts = [0, 1, 2, 3, 4, 5].map((value) => firsts.filter((first) => first === value).length);
  const chiSquare = counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  // 99.9 % of χ² with 5 degrees of freedom.
  expect(chiSquare).toBeLessThan(20.52);
});

test('a number of a space that nobody could list is found at once', () => {
  const permute = seededPermutation(2 ** 52, RandomStream.of(1, 'test'));
  const drawn = Array.from({ length: 1_000 }, (_, place) => permute(2 ** 52 - 1 - place));
  expect(new Set(drawn).size).toBe(1_000);
  for (const value of drawn) expect(Number.isSafeInteger(value) && value < 2 ** 52).toBe(true);
});
