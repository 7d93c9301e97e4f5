import { expect, test } from 'vitest';
import { cholesky, invert, solveLower, solveUpper } from '../../../src/samplers/gp/cholesky.js';

/** L Lᵀ with L = (2 0 0 / 1 3 0 / −1 2 1); the upper triangle is not looked at. */
const matrix = Float64Array.of(4, NaN, NaN, 2, 10, NaN, -2, 5, 6);
const factor = cholesky(matrix, 3)!;

test('a positive definite matrix is taken apart', () => {
  expect([...factor.values]).toEqual([2, 0, 0, 1, 3, 0, -1, 2, 1]);
});

test('one that is not has no factor', () => {
  expect(cholesky(Float64Array.of(1, 0, 2, 1), 2)).toBeUndefined();
});

/** L x = (2, 4, 2) has x = (1, 1, 1); Lᵀ x = (2, 5, 1) has x = (1, 1, 1) as well. */
test('equations are solved by either triangle', () => {
  expect([...solveLower(factor, Float64Array.of(2, 4, 2))]).toEqual([1, 1, 1]);
  expect([...solveUpper(factor, Float64Array.of(2, 5, 1))]).toEqual([1, 1, 1]);
});

/** Determinant 36; cofactors by hand. */
test('the inverse, in its lower triangle', () => {
  const inverse = invert(factor);
  const lower = [0, 3, 4, 6, 7, 8].map((place) => inverse[place]! * 36);
  [35, -22, 20, 30, -24, 36].forEach((expected, place) => {
    expect(lower[place]).toBeCloseTo(expected, 9);
  });
});
