import { expect, test } from 'vitest';
import { believe } from '../../../src/samplers/gp/believe.js';
import { cholesky } from '../../../src/samplers/gp/cholesky.js';

/** Two results with variance 4 and covariance 2; K⁻¹ = (4 −2 / −2 4) / 12. */
const factor = cholesky(Float64Array.of(4, 0, 2, 4), 2)!;
const close = (...values: readonly number[]) => values.map((value) => expect.closeTo(value, 12) as number);

test('a pending result is believed to be its mean given the known ones', () => {
  // y = (3, 2 / 4 · 3)
  const { coefficients, best } = believe(factor, Float64Array.of(3));
  expect([...coefficients]).toEqual(close(0.75, 0));
  expect(best).toBeCloseTo(1.5, 12);
});

test('known results stay unchanged', () => {
  const { coefficients, best } = believe(factor, Float64Array.of(3, -3));
  expect([...coefficients]).toEqual(close(1.5, -1.5));
  expect(best).toBe(-3);
});
