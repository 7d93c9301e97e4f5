import { trialConfigSchema } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { multiplyAdds } from '../src/index.js';

const cost = (config: object): number => multiplyAdds(trialConfigSchema.parse(config));

test('an image costs the products of all glimpses, the core between them, and one answer', () => {
  // A glimpse: 64 pixels × 128 + 2 × 128 + (128 + 128) × 256 + 256 × 256 = 8,192 + 256 + 65,536 + 65,536 = 139,520.
  // Between two: 256 × 256 of the core + 256 × 2 of the locator = 66,048. The answer: 256 × 10 = 2,560.
  expect(cost({})).toBe(6 * 139_520 + 5 * 66_048 + 2_560);
});

test.each([
  // Two patches more: 2 × 64 × 128 for each of 6 glimpses.
  [{ scale: 3 }, 6 * 16_384],
  // 256 × 128 + 128 × 2 instead of 256 × 2, between glimpses.
  [{ locator: 'hidden' }, 5 * (32_768 + 256 - 512)],
  // Controls compute no locations.
  [{ policy: 'random' }, -5 * 512],
  [{ policy: 'frozen' }, -5 * 512],
  [{ glimpses: 1 }, -5 * (139_520 + 66_048)],
  [{ firstLocation: 'learned' }, 0],
  [{ evaluationRollouts: 10 }, 9 * 1_169_920],
])('%j costs %d more', (config, more) => {
  expect(cost(config) - cost({})).toBe(more);
});
