import { describe, expect, it } from 'vitest';
import { meanTests } from '../src/best/mean-tests.js';

type Seed = Parameters<typeof meanTests>[0][number];

const test = (error: number, policy: 'mean' | 'sampled' = 'mean', rollouts = 1): Seed['tests'][number] => ({
  policy,
  rollouts,
  error,
});
const complete = (...tests: Seed['tests']): Seed => ({ state: 'complete', tests });

describe('the mean test error of a finalist', () => {
  it('is that of its seeds, with the interval of their mean', () => {
    // Mean 0.02, s = 0.01 and t(0.975, 2) = 4.30265: ± 4.30265 · 0.01 / √3 = 0.024841.
    const [mean] = meanTests([complete(test(0.01)), complete(test(0.02)), complete(test(0.03))]);
    expect(mean).toMatchObject({ policy: 'mean', rollouts: 1, count: 3 });
    expect(mean?.mean).toBeCloseTo(0.02, 12);
    expect(mean?.halfWidth).toBeCloseTo(0.024841, 6);
  });

  it('leaves out a seed that is not complete, as the validation error does', () => {
    const cancelled: Seed = { state: 'cancelled', tests: [test(0.5)] };
    expect(meanTests([complete(test(0.01)), cancelled])).toMatchObject([{ mean: 0.01, count: 1 }]);
  });

  it('keeps one path of the mean policy apart from ten sampled ones', () => {
    const tests = meanTests([
      complete(test(0.02, 'sampled', 10), test(0.04)),
      complete(test(0.06), test(0.04, 'sampled', 10)),
    ]);
    const shown = tests.map(({ policy, rollouts, mean }) => [policy, rollouts, mean]);
    expect(shown).toEqual([
      ['mean', 1, expect.closeTo(0.05, 12)],
      ['sampled', 10, expect.closeTo(0.03, 12)],
    ]);
  });

  it('is none where no seed was tested', () => {
    expect(meanTests([complete(), complete()])).toEqual([]);
  });
});
