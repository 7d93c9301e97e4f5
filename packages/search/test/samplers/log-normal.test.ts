import { expect, test } from 'vitest';
import { logExpectedImprovement } from '../../src/samplers/gp/log-expected-improvement.js';
import { logCumulative, logMassBetween } from '../../src/samplers/normal/log-normal.js';

/** The expected numbers are from mpmath, with 60 digits. */
const relative = (value: number, expected: number): number =>
  Math.abs(value - expected) / Math.max(Math.abs(expected), 1e-300);

test.each([
  [-300, -45006.62273211866],
  [-40, -804.6084420137538],
  [-20.5, -214.0667289632638],
  [-19.5, -194.0169657774975],
  [-5, -15.064998393988725],
  [-1, -1.8410216450092636],
  [-0.3, -0.9621028181688507],
  [0, -Math.LN2],
  [0.7, -0.2770239422771313],
  [1.2, -0.12224636048741779],
  [3, -0.0013508099647481938],
  [7, -1.279812543886654e-12],
])('the logarithm of the share of a normal distribution below %f', (z, expected) => {
  expect(relative(logCumulative(z), expected)).toBeLessThan(1e-12);
});

test.each([
  [-40, -39, -765.0831565643775],
  [-1, 2, -0.2001662943244626],
  [5, 6, -15.068446096529453],
  [0.001, 0.0011, -10.12927945684752],
  [37.5, 38.5, -707.6689893175072],
])('the logarithm of the share between %f and %f', (low, high, expected) => {
  expect(relative(logMassBetween(low, high), expected)).toBeLessThan(1e-12);
});

test.each([
  [3, 1.0987396653277077],
  [0, -0.9189385332046728],
  [-0.9, -2.298282989459652],
  [-1.1, -2.6791783824760533],
  [-10, -55.55312203612235],
  [-30, -457.724653760598],
  [-900, -405014.52373176353],
  [-1500, -1125015.5453806408],
])('the logarithm of the expected improvement, the best %f deviations above the mean', (z, expected) => {
  expect(relative(logExpectedImprovement(0, 1, z), expected)).toBeLessThan(1e-8);
  const doubled = logExpectedImprovement(5, 2, 5 + 2 * z);
  expect(relative(doubled, expected + Math.log(2))).toBeLessThan(1e-8);
});
