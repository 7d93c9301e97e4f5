import type { SearchSpace } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { choiceDensity, kernelDensity } from '../../src/derive/fields/density.js';
import { fieldImportances, pearsonDivergence } from '../../src/derive/fields/importance.js';
import { searched, trial } from '../sample-study.js';

describe('the density of choices', () => {
  it('is their share, with one observation spread evenly over all', () => {
    // counts 2, 1, 0, each plus 1/3, over 3 + 1
    const density = choiceDensity([0, 0, 1], 3);
    expect(density).toEqual([7 / 12, 4 / 12, 1 / 12].map((share) => expect.closeTo(share, 12)));
  });
});

describe('the kernel density of places', () => {
  it('is a normal kernel cut off at the bounds, and the prior', () => {
    // One place in the middle of the first of two cells. The bandwidth is its least, 0.25 / 1.645, so the kernel has
    // 5 % below 0, 90 % in the first cell and 5 % in the second: 0.90 / 0.95 and 0.05 / 0.95 when cut off.
    // With the prior of 1/2 a cell, over 1 + 1: 0.72368 and 0.27632.
    const density = kernelDensity([0.25], 2);
    expect(density[0]).toBeCloseTo(0.72368, 4);
    expect(density[1]).toBeCloseTo(0.27632, 4);
  });

  it('takes the bandwidth of Scott’s rule', () => {
    // Places 0.4 and 0.6: s = 0.141421, IQR = 0.1, so h = 1.059 · min(0.141421, 0.1 / 1.34) · 2^(−0.2) = 0.068799.
    // Between 0.3 and 0.4 lie Φ(0) − Φ(−1.4535) = 0.42696 of one kernel and Φ(−2.9070) − Φ(−4.3605) = 0.00182 of the
    // other; with the prior of 0.1 a cell, over 2 + 1.
    const density = kernelDensity([0.4, 0.6], 10);
    expect(density[3]).toBeCloseTo((0.42696 + 0.00182 + 0.1) / 3, 4);
  });

  it('sums to 1, also with places on the bounds', () => {
    const sum = kernelDensity([0, 0, 0.3, 1], 50).reduce((total, mass) => total + mass, 0);
    expect(sum).toBeCloseTo(1, 9);
  });
});

describe('the Pearson divergence', () => {
  it('is the mean, under the second density, of the squared relative difference', () => {
    // 1/4 · (2 − 1)² + 1/4 · 0 + 1/2 · (1/2 − 1)² = 3/8
    expect(pearsonDivergence([0.5, 0.25, 0.25], [0.25, 0.25, 0.5])).toBeCloseTo(3 / 8, 12);
  });
});

const choice = (choices: string[]) => ({ distribution: 'categorical', choices }) as const;

describe('importances', () => {
  const space: SearchSpace = {
    policy: choice(['learned', 'random']),
    locator: choice(['linear', 'hidden']),
    optimizer: choice(['adam', 'sgd']),
  };
  // ten trials, best first; the best tenth is taken as two. The three fields by trial:
  const policies = 'llllrrrrrl';
  const locators = 'lhlhlhlhlh';
  const optimizers = 'aaaaaaaass';
  const trials = Array.from({ length: 10 }, (_, number) =>
    searched(
      number,
      {
        policy: policies[number] === 'l' ? 'learned' : 'random',
        locator: locators[number] === 'l' ? 'linear' : 'hidden',
        optimizer: optimizers[number] === 'a' ? 'adam' : 'sgd',
      },
      0.1 + number / 100,
    ),
  );

  it('are the shares of the divergences of best from all', () => {
    // policy: all (5.5, 5.5)/11, best (2.5, 0.5)/3: 1/2 · (2/3)² + 1/2 · (2/3)² = 0.444444
    // locator: all and best are half and half: 0
    // optimizer: all (8.5, 2.5)/11, best (2.5, 0.5)/3: 0.772727 · 0.078431² + 0.227273 · 0.266667² = 0.020915
    expect(fieldImportances(space, trials)).toEqual([
      { field: 'policy', share: expect.closeTo(0.444444 / 0.465359, 5), trials: 10, top: 2 },
      { field: 'optimizer', share: expect.closeTo(0.020915 / 0.465359, 5), trials: 10, top: 2 },
      { field: 'locator', share: 0, trials: 10, top: 2 },
    ]);
  });

  it('do not depend on the order in which trials are given', () => {
    expect(fieldImportances(space, trials.toReversed())).toEqual(fieldImportances(space, trials));
  });

  it('are near those of another implementation on numeric fields', () => {
    // optuna.importance.PedAnovaImportanceEvaluator(target_quantile=0.1) of Optuna 5.0.0, on the same 200 trials
    const optuna = { learningRate: 0.8397, momentum: 0.1585, glimpses: 0.0018 };
    const numeric: SearchSpace = {
      momentum: { distribution: 'uniform', low: 0, high: 0.99 },
      glimpses: { distribution: 'integer', low: 2, high: 8 },
      learningRate: { distribution: 'log-uniform', low: 1e-4, high: 1e-1 },
    };
    const many = Array.from({ length: 200 }, (_, number) => {
      const [u, v, w] = [0.6180339887, 0.7548776662, 0.569840291].map((step) => (number * step) % 1) as [
        number,
        number,
        number,
      ];
      const glimpses = 2 + Math.floor(7 * v);
      const error = 0.02 + 0.3 * Math.abs(w - 0.4) + 0.05 * u + 0.002 * glimpses;
      return searched(number, { momentum: 0.99 * u, glimpses, learningRate: 1e-4 * 1000 ** w }, error);
    });
    for (const { field, share } of fieldImportances(numeric, many)) {
      expect(Math.abs(share - optuna[field as keyof typeof optuna])).toBeLessThan(0.01);
    }
  });

  it('count a trial that diverged among the worst, and leave out what has no result', () => {
    const diverged = trial(10, {
      state: 'failed',
      params: { policy: 'learned', locator: 'linear', optimizer: 'adam' },
      bestValidationError: 0.001,
      failure: { class: 'diverged', message: '', retryable: false, epoch: 1 },
    });
    const running = trial(11, { ...diverged, number: 11, state: 'running', failure: null });
    const [first] = fieldImportances(space, [diverged, running, ...trials]);
    // all (6.5, 5.5)/12, best as before: 0.541667 · (0.538462)² + 0.458333 · (0.636364)² = 0.342657
    expect(first).toMatchObject({ field: 'policy', trials: 11, top: 2 });
    const without = fieldImportances(space, trials)[0]!;
    expect(first!.share).toBeLessThan(without.share);
  });

  it('of a conditional field come from the trials that have it', () => {
    const conditional: SearchSpace = { ...space, momentum: { distribution: 'uniform', low: 0, high: 1 } };
    const some = trials.map((each, index) =>
      index < 3 ? each : { ...each, params: { ...each.params, momentum: index / 10 } },
    );
    const seven = fieldImportances(conditional, some).find(({ field }) => field === 'momentum');
    expect(seven).toBeUndefined();
  });

  it('are not given for fewer than ten trials, or of a field with one value', () => {
    expect(fieldImportances(space, trials.slice(1))).toEqual([]);
    const single: SearchSpace = { policy: choice(['learned', 'random']), schedule: choice(['linear']) };
    const same = trials.map((each) => ({ ...each, params: { ...each.params, schedule: 'linear' } }));
    expect(fieldImportances(single, same).map(({ field }) => field)).toEqual(['policy']);
  });
});
