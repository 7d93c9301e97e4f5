import { expect, test } from 'vitest';
import { namedTrial } from '../../src/print/trial/named-trial.js';

test.each([
  [{ number: 3, phase: 'search', repeats: null }, 'trial 3'],
  [{ number: 8, phase: 'finalist', repeats: 3 }, 'trial 3, its finalist 8'],
  [{ number: 12, phase: 'control', repeats: 3 }, 'trial 3, its control 12'],
] as const)('%j is called %s', (trial, name) => {
  expect(namedTrial(trial)).toBe(name);
});
