import type { SamplerSpec, StudySpec } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { chooseSampler } from '../../src/samplers/index.js';

const auto = { name: 'auto', lag: 7 } as const;
const continuous: StudySpec['space'] = {
  std: { distribution: 'log-uniform', low: 0.03, high: 0.3 },
  glimpses: { distribution: 'integer', low: 2, high: 8 },
};
const discrete: StudySpec['space'] = {
  glimpses: { distribution: 'integer', low: 2, high: 8 },
  scale: { distribution: 'categorical', choices: [1, 2, 3] },
  hidden: { distribution: 'integer', low: 256, high: 256 },
};
const choose = (
  trials: number | null,
  { space = continuous, sampler = auto, pruner = { name: 'none' } }: Partial<StudySpec> = {},
): SamplerSpec => chooseSampler({ sampler, space, trials, pruner }).sampler;

test('a sampler that is named is that', () => {
  expect(choose(50, { sampler: { name: 'tpe', lag: 3 } })).toEqual({ name: 'tpe', lag: 3 });
});

test.each([
  [15, { name: 'sobol' }],
  [16, { name: 'gp', lag: 7 }],
  [60, { name: 'gp', lag: 7 }],
  [1000, { name: 'gp', lag: 7 }],
] as const)('%i trials of a continuous space', (trials, expected) => {
  expect(choose(trials)).toEqual(expected);
});

test('an open number of trials is taken for many', () => {
  expect(choose(null)).toEqual({ name: 'gp', lag: 7 });
  expect(choose(null, { space: discrete })).toEqual({ name: 'gp', lag: 7 });
});

test('fewer at once leave more to learn from', () => {
  expect(choose(9, { sampler: { name: 'auto', lag: 0 } })).toEqual({ name: 'gp', lag: 0 });
});

/** 7 · 3 configs, and the single value of hidden. */
test('a grid if there are trials for every config, and not before', () => {
  expect(choose(21, { space: discrete })).toEqual({ name: 'grid', points: 7 });
  expect(choose(20, { space: discrete })).toEqual({ name: 'gp', lag: 7 });
});

test('a sampler that does not learn if the pruner depends on the order of arrival', () => {
  expect(choose(60, { pruner: { name: 'median', minEpochs: 1, startupTrials: 5 } })).toEqual({
    name: 'sobol',
  });
});

test('tpe if a space has more fields than a Gaussian process can distinguish', () => {
  const fields = ['hidden', 'glimpses', 'patch', 'scales'];
  const space = Object.fromEntries(
    Array.from({ length: 21 }, (_, index) => [`${fields[index % 4]}${index}`, continuous.std!]),
  ) as StudySpec['space'];
  expect(choose(60, { space })).toEqual({ name: 'tpe', lag: 7 });
});

test('with earlier studies there is something to learn from the start', () => {
  const few = { sampler: auto, space: continuous, trials: 5, pruner: { name: 'none' } } as const;
  expect(chooseSampler({ ...few, prior: ['a'] }).sampler).toEqual({ name: 'gp', lag: 7 });
});

test('it says why', () => {
  expect(
    chooseSampler({ sampler: auto, space: continuous, trials: 60, pruner: { name: 'none' } }).reason,
  ).toBe('a Gaussian process learns most from few trials');
  expect(chooseSampler({ sampler: auto, space: discrete, trials: 21, pruner: { name: 'none' } }).reason).toBe(
    '21 trials are enough to try every config',
  );
});
