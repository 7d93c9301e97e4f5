import { describe, expect, test } from 'vitest';
import {
  canvasClutter,
  canvasSize,
  datasetSpecSchema,
  distributionSchema,
  studyNameSchema,
  studySpecSchema,
} from '../src/index.js';

const smallest = { name: 'a', dataset: { name: 'mnist' } };

describe('studies', () => {
  test('a name and a data set are enough', () => {
    expect(studySpecSchema.parse(smallest)).toMatchObject({
      trials: 20,
      seed: 1,
      sampler: { name: 'random', distinct: false },
      retries: 2,
      config: {},
    });
  });

  test('a fixed field stays alone: the defaults of the others are not filled in', () => {
    expect(studySpecSchema.parse({ ...smallest, config: { std: 0.1 } }).config).toEqual({ std: 0.1 });
  });

  test('the defaults of two studies are not one object', () => {
    const [one, other] = [studySpecSchema.parse(smallest), studySpecSchema.parse(smallest)];
    expect(one.space).toEqual(other.space);
    expect(one.config).not.toBe(other.config);
  });

  test.each([
    [{ ...smallest, pruner: 'median' }],
    [{ ...smallest, config: { learning_rate: 1 } }],
    [{ ...smallest, space: { learning_rate: { distribution: 'uniform', low: 0, high: 1 } } }],
    [{ ...smallest, trials: 0 }],
    [{ ...smallest, sampler: 'annealing' }],
    [{ dataset: { name: 'mnist' } }],
    [{ name: 'a' }],
  ])('what a study does not have is refused: %j', (input) => {
    expect(studySpecSchema.safeParse(input).success).toBe(false);
  });

  test.each(['a', 'MNIST-2', 'lr_0.1', '0', 'x'.repeat(63)])('%s is a name', (name) => {
    expect(studyNameSchema.safeParse(name).success).toBe(true);
  });

  test.each(['', '-a', '.a', 'a b', 'a/b', 'a\n', 'é', 'x'.repeat(64)])('%j is not a name', (name) => {
    expect(studyNameSchema.safeParse(name).success).toBe(false);
  });
});

describe('distributions', () => {
  test.each([
    [{ distribution: 'uniform', low: 0, high: 0 }],
    [{ distribution: 'log-uniform', low: 0.1, high: 1, when: { optimizer: ['sgd', 'adam'] } }],
    [{ distribution: 'integer', low: -2, high: 2, when: { clipNorm: null } }],
    [{ distribution: 'categorical', choices: [null, 'a', 1, true] }],
  ])('%j is one', (input) => {
    expect(distributionSchema.parse(input)).toEqual(input);
  });

  test.each([
    [{ distribution: 'uniform', low: 1, high: 0 }, 'high'],
    [{ distribution: 'log-uniform', low: 0, high: 1 }, 'low'],
    [{ distribution: 'integer', low: 0.5, high: 1 }, 'low'],
    [{ distribution: 'categorical', choices: [] }, 'choices'],
    [{ distribution: 'categorical', choices: [[1]] }, 'choices.0'],
    [{ distribution: 'normal', mean: 0 }, 'distribution'],
    [{ low: 0, high: 1 }, 'distribution'],
    [{ distribution: 'uniform', low: 0, high: 1, when: { optimizer: [] } }, 'when.optimizer'],
    [{ distribution: 'uniform', low: 0, high: 1, step: 0.1 }, ''],
  ])('%j is none, by its %s', (input, path) => {
    const { error } = distributionSchema.safeParse(input);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

describe('data sets', () => {
  test.each([
    [{ name: 'mnist' }, 28, 0],
    [{ name: 'mnist', size: 28 }, 28, 0],
    [{ name: 'mnist', canvas: 'translated' }, 60, 0],
    [{ name: 'glyphs', canvas: 'cluttered' }, 60, 4],
    [{ name: 'glyphs', canvas: 'cluttered', size: 100, clutter: 8 }, 100, 8],
  ])('%j has canvases of %d pixels with %d pieces of clutter', (input, size, clutter) => {
    const spec = datasetSpecSchema.parse(input);
    expect([canvasSize(spec), canvasClutter(spec)]).toEqual([size, clutter]);
  });

  test.each([
    [{ name: 'mnist', size: 60 }, 'size'],
    [{ name: 'mnist', clutter: 4 }, 'clutter'],
    [{ name: 'mnist', canvas: 'translated', clutter: 4 }, 'clutter'],
    [{ name: 'mnist', canvas: 'translated', size: 27 }, 'size'],
    [{ name: 'cifar' }, 'name'],
    [{ name: 'mnist', train: 9 }, 'train'],
  ])('%j is refused by its %s', (input, path) => {
    const { error } = datasetSpecSchema.safeParse(input);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
