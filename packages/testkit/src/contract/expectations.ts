import { expect } from 'vitest';
import type { Parameters } from '@ram-sweep/ram';
import { globalNorm, type Weights64 } from '../reference/reference-training.js';

/** The engine contract's relative error in float32. */
const TOLERANCE = 1e-4;

/** A tensor this much smaller than all of them together is measured against all of them. */
const FLOOR = 1e-3;

/** Expects ‖actual − expected‖ ≤ 1e-4 · max(‖expected‖, 1e-3). */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what = 'value'): void {
  expect(actual.length, `length of ${what}`).toBe(expected.length);
  const limit = TOLERANCE * Math.max(norm(expected), FLOOR);
  expect(distance(actual, expected), `error of ${what}`).toBeLessThanOrEqual(limit);
}

/** Expects the same names, and of each tensor ‖actual − expected‖ ≤ 1e-4 · max(‖expected‖, 1e-3 · ‖all expected‖). */
export function expectWeights(actual: Parameters, expected: Weights64): void {
  expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
  const smallest = FLOOR * globalNorm(expected);
  for (const [name, values] of Object.entries(expected)) {
    expect(actual[name]!.length, `length of ${name}`).toBe(values.length);
    const limit = TOLERANCE * Math.max(norm(values), smallest);
    expect(distance(actual[name]!, values), `error of ${name}`).toBeLessThanOrEqual(limit);
  }
}

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.hypot(...Array.from(a, (value, index) => value - b[index]!));
