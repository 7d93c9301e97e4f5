import * as fc from 'fast-check';
import type { Distribution, Params, SamplerSpec, StudySpec } from '@ram-sweep/protocol';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/samplers/observation.js';
import { suggest } from '../../src/samplers/index.js';
import { parseStudy } from '../../src/index.js';
import { study } from '../study-file/mistakes.js';

type Space = StudySpec['space'];

const mixed: Space = {
  learningRate: { distribution: 'log-uniform', low: 1e-4, high: 1 },
  std: { distribution: 'uniform', low: 0.03, high: 0.3 },
  glimpses: { distribution: 'integer', low: 2, high: 30 },
  optimizer: { distribution: 'categorical', choices: ['sgd', 'adam'] },
  momentum: { distribution: 'uniform', low: 0, high: 0.99, when: { optimizer: 'sgd' } },
};
const discrete: Space = {
  glimpses: { distribution: 'integer', low: 2, high: 5 },
  scale: { distribution: 'categorical', choices: [1, 2, 3] },
};

const specOf = (name: SamplerSpec['name'], space: Space = mixed, seed = 1): StudySpec => ({
  ...parseStudy(study(`sampler: ${name}`), { source: 'a.yaml' }),
  space,
  seed,
});

/** Best near a learning rate of 0.01, with few glimpses; adam is ahead by a little. */
const errorOf = ({ learningRate, glimpses, optimizer, momentum }: Params): number =>
  Math.abs(Math.log10(Number(learningRate)) + 2) / 2 +
  Number(glimpses) / 60 +
  (optimizer === 'sgd' ? 0.1 + Math.abs(Number(momentum) - 0.9) / 5 : 0);

const stdOf = ({ std }: Params): number => Number(std);
const productOf = ({ glimpses, scale }: Params): number => Number(glimpses) * Number(scale);

/** `count` trials one after another, each knowing all results before it but the newest `lag`. */
function search(
  spec: StudySpec,
  count: number,
  { lag = 0, error = errorOf, prior = [] as readonly Observation[] } = {},
): Observation[] {
  const trials: Observation[] = [];
  for (let index = 0; index < count; index += 1) {
    const params = suggest(spec, index, [...prior, ...seenFrom(trials, index, lag)]);
    if (params === null) return trials;
    trials.push({ index, params, outcome: error(params) });
  }
  return trials;
}

const seenFrom = (trials: readonly Observation[], index: number, lag: number): Observation[] =>
  trials.map((trial) => (trial.index < index - lag ? trial : { ...trial, outcome: 'pending' }));

const withOutcome = (
  trials: readonly Observation[],
  change: (trial: Observation) => Observation['outcome'],
): Observation[] => trials.map((trial) => ({ ...trial, outcome: change(trial) }));

const best = (trials: readonly Observation[]): number =>
  Math.min(...trials.map(({ outcome }) => Number(outcome)));

function expectInside(params: Params, space: Space): void {
  for (const [field, value] of Object.entries(params)) {
    const distribution = (space as Readonly<Record<string, Distribution>>)[field]!;
    if (distribution.distribution === 'categorical') {
      expect(distribution.choices).toContain(value);
      continue;
    }
    expect(value).toBeGreaterThanOrEqual(distribution.low);
    expect(value).toBeLessThanOrEqual(distribution.high);
    if (distribution.distribution === 'integer') expect(value).toSatisfy(Number.isInteger);
  }
}

describe.each(['sobol', 'tpe', 'gp'] as const)('%s', (name) => {
  test('stays inside the space, and draws a field where its conditions hold', () => {
    for (const { params } of search(specOf(name), 30, { lag: 3 })) {
      expectInside(params, mixed);
      const fields = params['optimizer'] === 'sgd' ? Object.keys(mixed) : Object.keys(mixed).slice(0, -1);
      expect(Object.keys(params).toSorted()).toEqual(fields.toSorted());
    }
  });

  test('gives the same result in whatever order history and space are given', () => {
    const spec = specOf(name);
    const history = seenFrom(search(spec, 26), 26, 4);
    const expected = suggest(spec, 26, history);
    const entries = Object.entries(mixed);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(history, { minLength: history.length }),
        fc.shuffledSubarray(entries, { minLength: entries.length }),
        (shuffled, space) => {
          const other = { ...spec, space: Object.fromEntries(space) };
          expect(suggest(other, 26, shuffled)).toEqual(expected);
        },
      ),
      { numRuns: 10, seed: 1 },
    );
  });

  test('another seed draws something else', () => {
    expect(search(specOf(name, mixed, 2), 20)).not.toEqual(search(specOf(name, mixed, 1), 20));
  });
});

describe.each(['tpe', 'gp'] as const)('%s', (name) => {
  test.each([0, 7])('finds better configs than random search in 50 trials, the newest %i unknown', (lag) => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const mean = (sampler: SamplerSpec['name']): number =>
      seeds.reduce((sum, seed) => sum + best(search(specOf(sampler, mixed, seed), 50, { lag })), 0) /
      seeds.length;
    expect(mean(name)).toBeLessThan(0.6 * mean('random'));
  });

  test('a trial that ended for a reason unrelated to its params counts for nothing', () => {
    const trials = search(specOf(name), 30);
    const gap = withOutcome(trials, (trial) => (trial.index % 5 === 0 ? 'gap' : trial.outcome));
    const without = trials.filter(({ index }) => index % 5 !== 0);
    expect(suggest(specOf(name), 30, gap)).toEqual(suggest(specOf(name), 30, without));
  });

  test('of a trial that is pending the params count', () => {
    const trials = search(specOf(name), 30);
    const pending = withOutcome(trials, (trial) => (trial.index === 29 ? 'pending' : trial.outcome));
    expect(suggest(specOf(name), 30, pending)).not.toEqual(suggest(specOf(name), 30, trials.slice(0, -1)));
  });

  test('trials of earlier studies count as observed', () => {
    const prior = search(specOf(name, mixed, 9), 30).map((trial) => ({ ...trial, index: trial.index - 30 }));
    const first = search(specOf(name), 8, { prior });
    expect(best(first)).toBeLessThan(best(search(specOf(name), 8)));
    expect(first[0]!.params).not.toEqual(suggest(specOf(name), 0, []));
  });

  test('a divergence is the worst outcome, however bad the others are', () => {
    const trials = search(specOf(name), 30);
    const worst = Math.max(...trials.map(({ outcome }) => Number(outcome)));
    const diverged = withOutcome(trials, ({ outcome }) => (outcome === worst ? Infinity : outcome));
    const params = suggest(specOf(name), 30, diverged);
    expectInside(params!, mixed);
    expect(
      suggest(
        specOf(name),
        30,
        withOutcome(trials, () => Infinity),
      ),
    ).not.toBeNull();
  });

  test('draws no config of a discrete space twice, and none when all are drawn', () => {
    const spec = specOf(name, discrete);
    const trials = search(spec, 99, { error: productOf });
    expect(new Set(trials.map(({ params }) => `${params['glimpses']} ${params['scale']}`)).size).toBe(12);
    expect(trials).toHaveLength(12);
  });

  test('the best config of an earlier study comes again', () => {
    const spec = specOf(name, discrete);
    const prior = search(spec, 12, { error: productOf });
    const earlier = prior.map((trial) => ({ ...trial, index: trial.index - 12 }));
    const again = search(spec, 4, { error: productOf, prior: earlier });
    expect(best(again)).toBe(best(prior));
  });

  test('a field with a single value has it', () => {
    const single: Space = {
      ...mixed,
      hidden: { distribution: 'integer', low: 64, high: 64 },
      scale: { distribution: 'categorical', choices: [2], when: { optimizer: 'sgd' } },
    };
    for (const { params } of search(specOf(name, single), 25)) {
      expect(params['hidden']).toBe(64);
      expect(params['scale']).toBe(params['optimizer'] === 'sgd' ? 2 : undefined);
    }
  });

  test('fixed values decide conditions', () => {
    const { optimizer: _, ...rest } = mixed;
    const fixed = (optimizer: 'sgd' | 'adam') => ({ ...specOf(name, rest), config: { optimizer } });
    expect(Object.keys(search(fixed('sgd'), 20, { error: stdOf })[19]!.params)).toContain('momentum');
    expect(Object.keys(search(fixed('adam'), 20, { error: stdOf })[19]!.params)).not.toContain('momentum');
  });
});

test('until ten trials have a result, those of tpe are those of random search', () => {
  const trials = search(specOf('tpe'), 10 + 3 + 1, { lag: 3 });
  const random = search(specOf('random'), 10 + 3 + 1);
  expect(trials.slice(0, -1)).toEqual(random.slice(0, -1));
  expect(trials.at(-1)).not.toEqual(random.at(-1));
});
