import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { initialParameters, modelSpec, parameterCount } from '../src/index.js';

const count = (change: Partial<TrialConfig>): number =>
  parameterCount(
    modelSpec(compileTrialConfig(change), { imageSize: 28, classes: 10, pixelMean: 0.13, pixelStd: 0.31 }),
  );

describe('the number of parameters', () => {
  // patch 64·128 + 128, place 2·128 + 128, what and where 128·256 + 256 each,
  // input and recurrent 256² + 256 each, action 256·10 + 10, location 256·2 + 2, baseline 256 + 1
  it('of the published model with a linear locator is 209,677', () => {
    expect(count({ glimpses: 6, locator: 'linear' })).toBe(209_677);
  });

  // 256·128 + 128 and 128·2 + 2 in place of 256·2 + 2
  it('with a hidden layer of 128 in the locator is 242,317', () => {
    expect(count({ locator: 'hidden', locatorHidden: 128 })).toBe(242_317);
  });

  it('grows by a mean (x, y) and a baseline when the first location is learned', () => {
    expect(count({ firstLocation: 'learned' })).toBe(209_677 + 2 + 1);
  });

  it('grows by 64 pixels into 128 units for every further patch', () => {
    expect(count({ scale: 3 })).toBe(209_677 + 2 * 64 * 128);
  });

  // without location (514) and baseline (257)
  it.each(['random', 'frozen'] as const)('has no policy to learn under policy %s', (policy) => {
    expect(count({ policy, firstLocation: 'learned' })).toBe(209_677 - 514 - 257);
  });

  it('has a policy to learn only in the first location, if there is one glimpse', () => {
    expect(count({ glimpses: 1 })).toBe(209_677 - 514 - 257);
    expect(count({ glimpses: 1, firstLocation: 'learned' })).toBe(209_677 - 514 - 257 + 3);
  });
});

describe('first recurrent weights', () => {
  const image = { imageSize: 28, classes: 10, pixelMean: 0.13, pixelStd: 0.31 };
  const spec = modelSpec(compileTrialConfig({ hidden: 4 }), image);
  const uniform = initialParameters(spec, 3);
  const identity = initialParameters(spec, 3, 'identity');

  // Four inputs, so uniform ones lie within 1/√4.
  it('of uniform lie within 1/√inputs, on the diagonal too', () => {
    expect(Math.max(...uniform['recurrent.weight']!.map(Math.abs))).toBeLessThanOrEqual(0.5);
  });

  it('of identity are a tenth of those, plus 1 on the diagonal', () => {
    const expected = uniform['recurrent.weight']!.map((drawn, index) => {
      const [row, column] = [Math.floor(index / 4), index % 4];
      return drawn / 10 + (row === column ? 1 : 0);
    });
    expect(identity['recurrent.weight']).toEqual(expected);
  });

  it('are all that changes', () => {
    const { 'recurrent.weight': a, ...others } = identity;
    const { 'recurrent.weight': b, ...same } = uniform;
    expect(a).not.toEqual(b);
    expect(others).toEqual(same);
  });
});
