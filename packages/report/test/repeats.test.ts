import { compileTrialConfig } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { repeatGroups } from '../src/derive/repeats.js';
import { meanInterval, tQuantile } from '../src/derive/student-t.js';
import { trial } from './sample-study.js';

describe('the quantile of Student’s t', () => {
  it('is that of the tables', () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper 0.025
    const table = { 1: 12.706, 2: 4.303, 10: 2.228, 11: 2.201, 15: 2.131, 30: 2.042, 100: 1.984 };
    for (const [degrees, value] of Object.entries(table)) {
      expect(tQuantile(Number(degrees))).toBeCloseTo(value, 3);
    }
  });
});

describe('a mean with its interval', () => {
  it('is t · s / √n wide on both sides', () => {
    // 1, 2, 3: s = 1, t = 4.303 with 2 degrees of freedom, 4.303 / √3
    expect(meanInterval([1, 2, 3])).toEqual({ count: 3, mean: 2, halfWidth: expect.closeTo(2.48434, 4) });
  });

  it('has none for a single value', () => {
    expect(meanInterval([0.1])).toEqual({ count: 1, mean: 0.1, halfWidth: null });
  });
});

describe('repeats', () => {
  const random = compileTrialConfig({ policy: 'random' });
  const rows = [
    trial(3, { phase: 'search', bestValidationError: 0.01 }),
    trial(20, { phase: 'finalist', repeats: 3, bestValidationError: 0.04, testError: 0.05 }),
    trial(21, { phase: 'finalist', repeats: 3, bestValidationError: 0.06 }),
    trial(22, { phase: 'finalist', repeats: 7, bestValidationError: 0.03 }),
    trial(23, { phase: 'control', repeats: 7, config: random, bestValidationError: 0.02 }),
    trial(24, { phase: 'finalist', repeats: 7, bestValidationError: null }),
  ];

  it('are grouped by config: finalists by their means, then controls', () => {
    const groups = repeatGroups(rows).map(({ phase, repeats, policy, trials, validation }) => ({
      who: `${phase} ${repeats} ${policy}`,
      trials: trials.map(({ number }) => number),
      mean: validation.mean,
    }));
    expect(groups).toEqual([
      { who: 'finalist 7 learned', trials: [22], mean: 0.03 },
      { who: 'finalist 3 learned', trials: [20, 21], mean: 0.05 },
      { who: 'control 7 random', trials: [23], mean: 0.02 },
    ]);
  });

  it('have the test errors that are known', () => {
    const [seven, three] = repeatGroups(rows);
    expect(seven?.test).toBeNull();
    expect(three?.test).toEqual({ count: 1, mean: 0.05, halfWidth: null });
  });
});
