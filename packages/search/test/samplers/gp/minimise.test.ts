import { expect, test } from 'vitest';
import { minimise } from '../../../src/samplers/gp/minimise.js';

/** (1 − x)² + 100 (y − x²)²: a bent valley with its end at (1, 1). */
const rosenbrock = ([x, y]: Float64Array) => ({
  value: (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2,
  gradient: Float64Array.of(-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)),
});

/** Smallest at 1, and without a value from 0 down. */
const log = ([x]: Float64Array) => ({
  value: x! > 0 ? x! - Math.log(x!) : Infinity,
  gradient: Float64Array.of(1 - 1 / x!),
});

test('it follows a bent valley to its end', () => {
  const { at, value } = minimise(rosenbrock, Float64Array.of(-1.2, 1), 100);
  expect(value).toBeLessThan(1e-4);
  expect(at[0]).toBeCloseTo(1, 1);
});

test('it stops after as many iterations as it is given', () => {
  const { value } = minimise(rosenbrock, Float64Array.of(-1.2, 1), 3);
  expect(value).toBeGreaterThan(0.1);
});

test('it steps back from where a function has no value', () => {
  expect(minimise(log, Float64Array.of(0.05), 60).at[0]).toBeCloseTo(1, 1);
});
