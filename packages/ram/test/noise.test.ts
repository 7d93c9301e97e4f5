import { isDeepStrictEqual } from 'node:util';
import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelSpec, type ModelSpec, type Noise } from '../src/index.js';
import { drawNoise, pathsDiffer, trainingNoise } from '../src/model/noise.js';

const ROWS = 2000;

const specOf = (change: Partial<TrialConfig>): ModelSpec =>
  modelSpec(compileTrialConfig({ glimpses: 4, ...change }), {
    imageSize: 28,
    classes: 10,
    pixelMean: 0,
    pixelStd: 1,
  });

/** What a set of draws looks like; bounds are five standard errors of 2,000 · 2 draws or more. */
function kind(values: Float32Array): 'zero' | 'uniform' | 'normal' | 'other' {
  if (values.every((value) => value === 0)) return 'zero';
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length - mean ** 2;
  const within = values.every((value) => Math.abs(value) <= 1);
  if (Math.abs(mean) > 0.08) return 'other';
  if (within && Math.abs(variance - 1 / 3) < 0.03) return 'uniform';
  return !within && Math.abs(variance - 1) < 0.12 ? 'normal' : 'other';
}

const kinds = (change: Partial<TrialConfig>, policy: 'sampled' | 'mean') => {
  const { first, steps } = drawNoise(specOf(change), policy, ROWS, RandomStream.of(1, 'test'));
  expect([first.length, steps.length]).toEqual([ROWS * 2, 3 * ROWS * 2]);
  return [kind(first), kind(steps)];
};

describe('what noise is drawn', () => {
  it.each([
    ['learned', 'random', ['uniform', 'normal'], ['uniform', 'zero']],
    ['learned', 'centre', ['zero', 'normal'], ['zero', 'zero']],
    ['learned', 'learned', ['normal', 'normal'], ['zero', 'zero']],
    ['random', 'random', ['uniform', 'uniform'], ['uniform', 'uniform']],
    ['random', 'centre', ['zero', 'uniform'], ['zero', 'uniform']],
    ['random', 'learned', ['uniform', 'uniform'], ['uniform', 'uniform']],
    ['frozen', 'random', ['zero', 'zero'], ['zero', 'zero']],
    ['frozen', 'centre', ['zero', 'zero'], ['zero', 'zero']],
    ['frozen', 'learned', ['zero', 'zero'], ['zero', 'zero']],
  ] as const)('policy %s, first location %s', (policy, firstLocation, sampled, mean) => {
    expect(kinds({ policy, firstLocation }, 'sampled')).toEqual(sampled);
    expect(kinds({ policy, firstLocation }, 'mean')).toEqual(mean);
  });

  it('has no later locations with one glimpse', () => {
    expect(drawNoise(specOf({ glimpses: 1 }), 'sampled', 3, RandomStream.of(1)).steps).toHaveLength(0);
  });
});

describe('paths', () => {
  it('are known to differ exactly where two streams draw different noise', () => {
    const choices = fc.record({
      policy: fc.constantFrom('learned' as const, 'random' as const, 'frozen' as const),
      firstLocation: fc.constantFrom('random' as const, 'centre' as const, 'learned' as const),
      glimpses: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(choices, fc.constantFrom('mean' as const, 'sampled' as const), (choice, policy) => {
        const spec = specOf(choice);
        const [one, other] = [1, 2].map((seed) => drawNoise(spec, policy, 3, RandomStream.of(seed)));
        expect(isDeepStrictEqual(one, other)).toBe(!pathsDiffer(spec, policy));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the noise of a training step', () => {
  const at = { epoch: 2, step: 5, rows: 4 };
  const spec = specOf({});

  it('is the same at every request', () => {
    expect(trainingNoise(spec, 1, at)).toEqual(trainingNoise(spec, 1, at));
  });

  it.each([
    [2, at],
    [1, { ...at, epoch: 3 }],
    [1, { ...at, step: 6 }],
  ])('is another for another seed, epoch or step', (seed, other) => {
    expect(trainingNoise(spec, seed, other)).not.toEqual(trainingNoise(spec, 1, at));
  });
});

const pathOf = ({ first, steps }: Noise, row: number, rows: number): number[] => [
  ...first.subarray(row * 2, row * 2 + 2),
  ...[0, 1, 2].flatMap((step) => [...steps.subarray((step * rows + row) * 2, (step * rows + row) * 2 + 2)]),
];
const pathsOf = (noise: Noise, rows: number): number[][] =>
  Array.from({ length: rows }, (_, row) => pathOf(noise, row, rows));

describe('the path of an image', () => {
  it('does not depend on how images are put into batches', () => {
    const policies = fc.constantFrom<TrialConfig['policy']>('learned', 'random', 'frozen');
    const firsts = fc.constantFrom<TrialConfig['firstLocation']>('random', 'centre', 'learned');
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(policies, firsts, sizes, fc.nat(), (policy, firstLocation, batches, seed) => {
        const spec = specOf({ policy, firstLocation });
        const total = batches.reduce((sum, rows) => sum + rows, 0);
        const whole = pathsOf(drawNoise(spec, 'sampled', total, RandomStream.of(seed)), total);
        const stream = RandomStream.of(seed);
        const parts = batches.flatMap((rows) => pathsOf(drawNoise(spec, 'sampled', rows, stream), rows));
        expect(parts).toEqual(whole);
      }),
    );
  });
});
