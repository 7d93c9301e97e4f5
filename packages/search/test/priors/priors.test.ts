import type { StudySpec } from '@ram-sweep/protocol';
import { describe, expect, test } from 'vitest';
import { differences, priorObservations, priorTrials } from '../../src/index.js';
import type { Observation } from '../../src/samplers/observation.js';
import { spec } from '../specs.js';

const range = (field: string, low: number, high: number): string =>
  `  ${field}: { distribution: uniform, low: ${low}, high: ${high} }`;
const hyperband = (epochs: number) => spec(`pruner: { name: hyperband, minEpochs: ${epochs} }`);
const differing = (one: StudySpec, other: StudySpec): string[] =>
  differences(one, other).map(({ field, here, there }) => `${field}: ${here} ≠ ${there}`);

const judgedAt = (minEpochs: number): StudySpec => spec(`pruner: { name: asha, minEpochs: ${minEpochs} }`);
const trainedFor = (epochs: number, more = ''): StudySpec =>
  spec('pruner: { name: asha, minEpochs: 5 }', `config: { epochs: ${epochs}${more} }`);
const dataset = (text: string): StudySpec => ({
  ...spec(),
  dataset: { canvas: 'plain', name: 'mnist', ...(JSON.parse(text) as object) },
});

describe('errors of two studies can be compared', () => {
  test('where they differ in what they search, in budget, and in how they search', () => {
    const one = spec('space:', range('std', 0.1, 0.3), 'config: { glimpses: 4 }', 'sampler: tpe');
    const other = spec('trials: 90', 'seed: 4', 'finalists: {}', 'retries: 0', 'config: { scale: 1 }');
    expect(differences(one, other)).toEqual([]);
  });

  test('where a fixed value is the default that the other omits', () => {
    expect(differences(spec('config: { hidden: 256, seed: 3 }'), spec())).toEqual([]);
  });

  test('not where a field that neither searches has two values', () => {
    const one = spec('config: { epochs: 20, hidden: 128 }');
    expect(differing(one, spec())).toEqual(['config.hidden: 128 ≠ 256', 'config.epochs: 20 ≠ 10']);
  });

  test('not where they are judged after other epochs', () => {
    expect(differing(judgedAt(5), judgedAt(3))).toEqual([
      'pruner.minEpochs: 5 ≠ 3',
      'config.restartEpoch: 5 ≠ 3',
    ]);
    expect(differing(judgedAt(5), spec())[0]).toBe('pruner.minEpochs: 5 ≠ null');
  });

  test('not where they are judged after other epochs of their shortest bracket', () => {
    expect(differing(hyperband(2), hyperband(1))[0]).toBe('pruner.minEpochs: 2 ≠ 1');
  });

  test('after the same epochs of longer trials, where the learning rate is zero by then', () => {
    expect(differences(trainedFor(20), trainedFor(60))).toEqual([]);
    const once = ', restartEpoch: null';
    expect(differing(trainedFor(20, once), trainedFor(60, once))).toEqual(['config.epochs: 20 ≠ 60']);
  });

  test.each([
    ['{"train": 1000}', '{"train": 2000}', 'dataset.train: 1000 ≠ 2000'],
    ['{"canvas": "cluttered"}', '{"canvas": "cluttered", "clutter": 8}', 'dataset.clutter: 4 ≠ 8'],
    ['{"canvas": "translated"}', '{"canvas": "translated", "size": 100}', 'dataset.size: 60 ≠ 100'],
    ['{"name": "mnist"}', '{"name": "fashion-mnist"}', 'dataset.name: mnist ≠ fashion-mnist'],
  ])('not on other images: %s and %s', (one, other, difference) => {
    expect(differing(dataset(one), dataset(other))).toEqual([difference]);
  });

  test.each([
    ['{"train": 60000}', '{}'],
    ['{"canvas": "cluttered"}', '{"canvas": "cluttered", "size": 60, "clutter": 4}'],
    ['{"test": 500}', '{}'],
  ])('on images that are the same but for the words: %s and %s', (one, other) => {
    expect(differences(dataset(one), dataset(other))).toEqual([]);
  });
});

const trial = (index: number, params: Observation['params'], outcome: Observation['outcome'] = 0.5) => ({
  index,
  params,
  outcome,
});
/** Trials of these indices, each with an outcome of a tenth of its own. */
const numbered = (...indices: readonly number[]) => {
  const of = spec();
  const params = { std: 0.2, glimpses: 4, scale: 1 };
  return priorTrials(of, { spec: of, trials: indices.map((index) => trial(index, params, index / 10)) });
};
const taken = (of: StudySpec, prior: StudySpec, ...trials: readonly Observation[]) =>
  priorTrials(of, { spec: prior, trials }).trials;

describe('trials of an earlier study', () => {
  const prior = spec(
    'space:',
    range('std', 0.05, 0.5),
    '  scale: { distribution: integer, low: 1, high: 5 }',
  );

  test('are taken over if they lie in the space', () => {
    const of = spec(
      'space:',
      range('std', 0.1, 0.3),
      '  scale: { distribution: categorical, choices: [1, 3] }',
    );
    const [inside, other, outside] = [
      trial(0, { std: 0.2, scale: 3 }),
      trial(1, { std: 0.2, scale: 2 }),
      trial(2, { std: 0.4, scale: 3 }),
    ];
    expect(taken(of, prior, inside, other, outside)).toEqual([inside]);
  });

  test('have the value fixed there for a field that is searched only here', () => {
    const of = spec(
      'space:',
      range('std', 0.1, 0.3),
      range('learningRate', 0.0001, 0.01),
      '  scale: { distribution: integer, low: 1, high: 5 }',
    );
    // The learning rate was at its default.
    expect(taken(of, prior, trial(0, { std: 0.2, scale: 3 }))).toEqual([
      trial(0, { std: 0.2, learningRate: 0.001, scale: 3 }),
    ]);
  });

  test('must have the value fixed here for a field that was searched only there', () => {
    const of = spec('space:', range('std', 0.1, 0.3), 'config: { scale: 2 }');
    expect(taken(of, prior, trial(0, { std: 0.2, scale: 3 }), trial(1, { std: 0.2, scale: 2 }))).toEqual([
      trial(1, { std: 0.2 }),
    ]);
  });

  test('have a field that is conditional here where its conditions hold', () => {
    const optimizers = '  optimizer: { distribution: categorical, choices: [adam, sgd] }';
    const free = spec('space:', optimizers, range('momentum', 0, 0.9));
    const bound = spec(
      'space:',
      optimizers,
      '  momentum: { distribution: uniform, low: 0, high: 0.9, when: { optimizer: sgd } }',
    );
    expect(
      taken(
        bound,
        free,
        trial(0, { optimizer: 'adam', momentum: 0.3 }),
        trial(1, { optimizer: 'sgd', momentum: 0.3 }),
      ),
    ).toEqual([trial(0, { optimizer: 'adam' }), trial(1, { optimizer: 'sgd', momentum: 0.3 })]);
    // Without a draw, momentum was at its default, 0.9, with adam too.
    expect(taken(free, bound, trial(0, { optimizer: 'adam' }))).toEqual([
      trial(0, { optimizer: 'adam', momentum: 0.9 }),
    ]);
  });

  test('need to meet the requirements here', () => {
    const of = spec('space:', range('std', 0.1, 0.3), 'config: { scale: 2 }', 'require: [std > 0.15]');
    expect(taken(of, prior, trial(0, { std: 0.12, scale: 2 }))).toEqual([]);
  });

  test('need an outcome, be it that they diverged', () => {
    const params = { std: 0.2, scale: 2 };
    const found = taken(
      prior,
      prior,
      trial(0, params, 'gap'),
      trial(1, params, 'pending'),
      trial(2, params, Infinity),
    );
    expect(found).toEqual([trial(2, params, Infinity)]);
  });

  test('have no seed that a study could search, unless they searched one', () => {
    const seeds = spec('space: { seed: { distribution: integer, low: 0, high: 9 } }');
    expect(taken(seeds, spec('space: {}'), trial(0, {}))).toEqual([]);
    expect(taken(seeds, spec('space: {}', 'config: { seed: 4 }'), trial(0, {}))).toEqual([
      trial(0, { seed: 4 }),
    ]);
  });

  test('come before those of the study, in the order of studies and of their own', () => {
    const head = priorObservations([numbered(4, 1), numbered(0)]);
    expect(head.map(({ index, outcome }) => [index, outcome])).toEqual([
      [-3, 0.1],
      [-2, 0.4],
      [-1, 0],
    ]);
  });
});

describe('the digest', () => {
  const of = spec();
  const digest = (params: Observation['params'], outcome: number) =>
    priorTrials(of, { spec: of, trials: [trial(0, params, outcome)] }).digest;

  test('pins params and outcomes, not the order in which a database has the fields', () => {
    const one = digest({ std: 0.1, glimpses: 2, scale: 1 }, 0.5);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(digest({ scale: 1, glimpses: 2, std: 0.1 }, 0.5)).toBe(one);
    expect(digest({ std: 0.1, glimpses: 2, scale: 2 }, 0.5)).not.toBe(one);
    expect(digest({ std: 0.1, glimpses: 2, scale: 1 }, 0.25)).not.toBe(one);
    expect(digest({ std: 0.1, glimpses: 2, scale: 1 }, Infinity)).not.toBe(one);
  });
});
