import * as fc from 'fast-check';
import { trialConfigSchema, type StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { describe, expect, test } from 'vitest';
import { sampleTrial } from '../../src/index.js';
import { spec } from '../specs.js';

const trials = (of: StudySpec, count: number) =>
  Array.from({ length: count }, (_, number) => sampleTrial(of, number));
const drawn = (of: StudySpec, field: string, count: number): unknown[] =>
  trials(of, count).map(({ params }) => params[field]);

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const numbers = fc.integer({ min: 0, max: 1_000_000 });

test('the first trials of a study are these, in every version', () => {
  const first = trials(spec(), 3).map(({ params, config }) => ({ ...params, seed: config.seed }));
  expect(first).toEqual([
    { std: 0.23421301910744904, glimpses: 8, scale: 3, seed: 3654628828 },
    { std: 0.04045356210476011, glimpses: 2, scale: 2, seed: 3249635671 },
    { std: 0.19601691143133426, glimpses: 6, scale: 1, seed: 3498902134 },
  ]);
});

describe('a trial follows from study seed and number alone', () => {
  test('in whatever order trials are drawn', () => {
    fc.assert(
      fc.property(seeds, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (seed, order) => {
        const of = { ...spec(), seed };
        const shuffled = new Map(order.map((number) => [number, sampleTrial(of, number)]));
        expect(order.map((_, number) => shuffled.get(number))).toEqual(trials(of, 8));
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  test('name, data set, budget and fixed fields change nothing that is drawn', () => {
    const other = {
      ...spec('trials: 99', 'config: { epochs: 3 }'),
      name: 'b',
      dataset: { name: 'glyphs', canvas: 'plain' },
    } as const;
    expect(trials(other, 5).map(({ params }) => params)).toEqual(
      trials(spec(), 5).map(({ params }) => params),
    );
  });

  test('searching one more field leaves the others unchanged', () => {
    const more = {
      ...spec(),
      space: { hidden: { distribution: 'integer', low: 1, high: 9 }, ...spec().space },
    } as const;
    for (const number of [0, 1, 2, 3]) {
      const { hidden, ...others } = sampleTrial(more, number).params;
      expect(hidden).toBeTypeOf('number');
      expect(others).toEqual(sampleTrial(spec(), number).params);
    }
  });

  test('another study seed gives other trials', () => {
    expect(sampleTrial({ ...spec(), seed: 2 }, 0)).not.toEqual(sampleTrial(spec(), 0));
  });
});

describe('the config of a trial', () => {
  test('is the defaults, then what the study fixes, then the params', () => {
    const { params, config } = sampleTrial(spec('config: { epochs: 3, clipNorm: 5 }'), 4);
    expect(config).toEqual(trialConfigSchema.parse({ epochs: 3, clipNorm: 5, seed: config.seed, ...params }));
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('has its own seed, unless the study fixes or searches it', () => {
    const own = trials(spec('space: {}'), 200).map(({ config }) => config.seed);
    // Two of 200 in 2³² are alike with probability 200²/2/2³² ≈ 5e-6.
    expect(new Set(own).size).toBe(200);
    expect(sampleTrial(spec('config: { seed: 7 }'), 3).config.seed).toBe(7);
    const searched = sampleTrial(spec('space: { seed: { distribution: integer, low: 5, high: 6 } }'), 3);
    expect(searched.config.seed).toBe(searched.params['seed']);
  });

  test('is always one that a worker takes', () => {
    fc.assert(
      fc.property(seeds, numbers, (seed, number) => {
        const { config } = sampleTrial({ ...spec(), seed }, number);
        expect(trialConfigSchema.parse(config)).toEqual(config);
      }),
      { seed: 1 },
    );
  });
});

/**
 * Largest distance between the empirical distribution of `shares` and the uniform one on [0, 1]
 * (Kolmogorov & Smirnov). Of n uniform draws it exceeds 1.95/√n once in 1,000 times.
 */
function distanceFromUniform(shares: readonly number[]): number {
  const sorted = shares.toSorted((one, other) => one - other);
  const gaps = sorted.map((share, rank) =>
    Math.max(share - rank / sorted.length, (rank + 1) / sorted.length - share),
  );
  return Math.max(...gaps);
}

/** Pearson's χ² of values that should all be equally frequent. */
function chiSquare(values: readonly unknown[], kinds: readonly unknown[]): number {
  const expected = values.length / kinds.length;
  const counts = kinds.map((kind) => values.filter((value) => value === kind).length);
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('distributions', () => {
  const count = 4_000;
  const limit = 1.95 / Math.sqrt(count);

  test('uniform: every part of the range is equally likely', () => {
    const values = drawn(
      spec('space: { std: { distribution: uniform, low: 0.5, high: 1.5 } }'),
      'std',
      count,
    ) as number[];
    expect(distanceFromUniform(values.map((value) => value - 0.5))).toBeLessThan(limit);
  });

  test('log-uniform: every part of the range of the logarithm is equally likely', () => {
    const of = spec('space: { learningRate: { distribution: log-uniform, low: 0.0001, high: 1 } }');
    const values = drawn(of, 'learningRate', count) as number[];
    // Four decades: the share of a value is (log10 value + 4) / 4.
    expect(distanceFromUniform(values.map((value) => (Math.log10(value) + 4) / 4))).toBeLessThan(limit);
  });

  test('integer: both ends are as likely as what lies between', () => {
    const values = drawn(
      spec('space: { glimpses: { distribution: integer, low: 2, high: 8 } }'),
      'glimpses',
      count,
    );
    expect(new Set(values)).toEqual(new Set([2, 3, 4, 5, 6, 7, 8]));
    // 99.9 % of χ² with 6 degrees of freedom.
    expect(chiSquare(values, [2, 3, 4, 5, 6, 7, 8])).toBeLessThan(22.46);
  });

  test('categorical: every choice is equally likely', () => {
    const of = spec('space: { clipNorm: { distribution: categorical, choices: [null, 1, 5] } }');
    // 99.9 % of χ² with 2 degrees of freedom.
    expect(chiSquare(drawn(of, 'clipNorm', count), [null, 1, 5])).toBeLessThan(13.82);
  });

  test('two fields of one range are independent of one another', () => {
    const of = spec(
      'space:',
      '  locationHidden: { distribution: integer, low: 1, high: 3 }',
      '  patchHidden: { distribution: integer, low: 1, high: 3 }',
    );
    const pairs = trials(of, count).map(
      ({ params }) => `${params['locationHidden']},${params['patchHidden']}`,
    );
    const kinds = [1, 2, 3].flatMap((one) => [1, 2, 3].map((other) => `${one},${other}`));
    // 99.9 % of χ² with 8 degrees of freedom.
    expect(chiSquare(pairs, kinds)).toBeLessThan(26.12);
  });

  test('no draw leaves its range, however narrow or wide', () => {
    const range = fc
      .tuple(fc.double({ min: 1e-12, max: 10, noNaN: true }), fc.double({ min: 1e-12, max: 10, noNaN: true }))
      .map(([one, other]) => ({ low: Math.min(one, other), high: Math.max(one, other) }));
    const kinds = fc.constantFrom('uniform' as const, 'log-uniform' as const);
    fc.assert(
      fc.property(range, kinds, seeds, numbers, ({ low, high }, distribution, seed, number) => {
        const of = { ...spec(), seed, space: { learningRate: { distribution, low, high } } };
        const value = sampleTrial(of, number).params['learningRate'] as number;
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('conditions', () => {
  const conditional = spec(
    'space:',
    '  momentum: { distribution: uniform, low: 0.5, high: 0.6, when: { optimizer: sgd } }',
    '  decay: { distribution: uniform, low: 0.2, high: 0.3, when: { schedule: [step, plateau], optimizer: sgd } }',
    '  stepEpochs: { distribution: integer, low: 2, high: 3, when: { schedule: step } }',
    '  patience: { distribution: integer, low: 5, high: 6, when: { stepEpochs: 2 } }',
    '  schedule: { distribution: categorical, choices: [linear, step, plateau] }',
    '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
    'config: { momentum: 0.25 }',
  );

  test('a field is drawn where its conditions hold, and only there', () => {
    for (const { params, config } of trials(conditional, 300)) {
      const [sgd, step] = [config.optimizer === 'sgd', config.schedule === 'step'];
      const drops = sgd && config.schedule !== 'linear';
      expect('momentum' in params).toBe(sgd);
      expect('decay' in params).toBe(drops);
      expect('stepEpochs' in params).toBe(step);
      expect('patience' in params).toBe(step && config.stepEpochs === 2);
    }
  });

  test('elsewhere it is what the study fixes, or the default', () => {
    const adam = trials(conditional, 50).filter(({ config }) => config.optimizer === 'adam');
    expect(adam.length).toBeGreaterThan(0);
    for (const { config } of adam) expect(config).toMatchObject({ momentum: 0.25, decay: 0.1 });
  });

  test('a default satisfies no condition: what hangs on a field that was not drawn is not drawn', () => {
    const of = spec(
      'space:',
      '  locator: { distribution: categorical, choices: [linear] }',
      '  hidden: { distribution: integer, low: 1, high: 2, when: { locatorHidden: 128 } }',
      '  locatorHidden: { distribution: categorical, choices: [64, 128], when: { locator: linear } }',
    );
    // 128 is the default of locatorHidden.
    const none: StudySpec = {
      ...of,
      space: { ...of.space, locator: { distribution: 'categorical', choices: ['hidden'] } },
    };
    const names = new Set(trials(none, 20).flatMap(({ params }) => Object.keys(params)));
    expect([...names]).toEqual(['locator']);
    expect(trials(of, 20).some(({ params }) => 'hidden' in params)).toBe(true);
  });

  test('a fixed value satisfies conditions too', () => {
    const of = spec(
      'space: { momentum: { distribution: uniform, low: 0.5, high: 0.6, when: { optimizer: sgd } } }',
      'config: { optimizer: sgd }',
    );
    expect(trials(of, 5).every(({ params }) => 'momentum' in params)).toBe(true);
  });

  test('a condition changes when a field is drawn, not what', () => {
    const always = {
      ...conditional,
      space: { momentum: { distribution: 'uniform', low: 0.5, high: 0.6 } },
    } as const;
    for (const [number, { params }] of trials(conditional, 20).entries()) {
      if ('momentum' in params)
        expect(params['momentum']).toBe(sampleTrial(always, number).params['momentum']);
    }
  });

  test('a cycle of conditions is an error, if one should get past the checks', () => {
    const circle = { distribution: 'integer', low: 1, high: 2 } as const;
    const space = {
      scale: { ...circle, when: { glimpses: 1 } },
      glimpses: { ...circle, when: { scale: 1 } },
    };
    expect(() => sampleTrial({ ...spec(), space }, 0)).toThrow(RangeError);
  });
});

test('each field has the stream that seed, trial number and its name give', () => {
  const { glimpses } = sampleTrial({ ...spec(), seed: 11 }, 5).params;
  expect(glimpses).toBe(RandomStream.of(11, 'trial', 5, 'glimpses').integer(2, 8));
});

const restarts = (...lines: readonly string[]) => {
  const { restartEpoch, restartFactor } = sampleTrial(spec(...lines), 0).config;
  return [restartEpoch, restartFactor];
};

test('under asha the learning rate reaches zero at every rung, unless the study says otherwise', () => {
  const asha = 'pruner: { name: asha, minEpochs: 2, reductionFactor: 4 }';
  expect(restarts(asha)).toEqual([2, 4]);
  expect(restarts(asha, 'config: { restartEpoch: null }')).toEqual([null, 4]);
  expect(restarts('pruner: { name: median }')).toEqual([null, 3]);
});
