import { expect, test } from 'vitest';
import { cholesky } from '../../../src/samplers/gp/cholesky.js';
import { fantasise } from '../../../src/samplers/gp/fantasies.js';

/** Two results with variance 4, covariance 2: given the first, the second has mean ½ of it and variance 3. */
const factor = cholesky(Float64Array.of(4, 0, 2, 4), 2)!;

const draw = (normal: number) => fantasise(factor, Float64Array.of(-3), () => normal);

test('what is pending is drawn given what is known', () => {
  // K⁻¹ = (4 −2 / −2 4) / 12, and y = (−3, −1.5 + √3 ε).
  expect([...draw(0).coefficients]).toEqual([expect.closeTo(-0.75, 12), expect.closeTo(0, 12)]);
  expect(draw(0).best).toBe(-3);
  expect(draw(-2).best).toBeCloseTo(-1.5 - 2 * Math.sqrt(3), 12);
  expect(draw(-2).coefficients[1]).toBeCloseTo((6 + 4 * (-1.5 - 2 * Math.sqrt(3))) / 12, 12);
});
