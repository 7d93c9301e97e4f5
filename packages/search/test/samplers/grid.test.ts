import type { StudySpec } from '@ram-sweep/protocol';
import { describe, expect, test } from 'vitest';
import { sampleTrial, suggest } from '../../src/index.js';
import { paramsKey } from '../../src/space/params.js';
import { history, spec } from '../specs.js';

const points = (of: StudySpec) =>
  Array.from({ length: of.trials ?? 0 }, (_, index) => sampleTrial(of, index).params);
const valuesOf = (of: StudySpec, field: string) =>
  [...new Set(points(of).map((params) => params[field]))].toSorted((a, b) => Number(a) - Number(b));

describe('the values of a grid', () => {
  test('are all choices, and all integers while there are few', () => {
    const of = spec(
      'sampler: grid',
      'space:',
      '  glimpses: { distribution: integer, low: 2, high: 6 }',
      '  clipNorm: { distribution: categorical, choices: [null, 1, 5] }',
    );
    expect(of.trials).toBe(15);
    expect(valuesOf(of, 'glimpses')).toEqual([2, 3, 4, 5, 6]);
    expect(new Set(points(of).map(paramsKey)).size).toBe(15);
  });

  test('are evenly spread over what has more', () => {
    const of = spec(
      'sampler: { name: grid, points: 3 }',
      'space:',
      '  hidden: { distribution: integer, low: 1, high: 256 }',
      '  std: { distribution: uniform, low: 0.25, high: 0.75 }',
      '  learningRate: { distribution: log-uniform, low: 0.0001, high: 1 }',
    );
    expect(of.trials).toBe(27);
    // 128.5 is rounded up.
    expect(valuesOf(of, 'hidden')).toEqual([1, 129, 256]);
    expect(valuesOf(of, 'std')).toEqual([0.25, 0.5, 0.75]);
    const rates = valuesOf(of, 'learningRate');
    expect([rates[0], rates[2]]).toEqual([0.0001, 1]);
    expect(rates[1]).toBeCloseTo(0.01, 15);
  });
});

const conditional = [
  'sampler: grid',
  'space:',
  '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
  '  momentum: { distribution: categorical, choices: [0, 0.5, 0.9], when: { optimizer: sgd } }',
  '  scale: { distribution: integer, low: 1, high: 2 }',
];

describe('the points of a grid', () => {
  test('have a conditional field only where it takes part, and none comes twice', () => {
    const of = spec(...conditional);
    // adam, and sgd with three values of momentum, for two scales.
    expect(of.trials).toBe(8);
    expect(points(of).filter((params) => params['optimizer'] === 'adam')).toHaveLength(2);
    expect(new Set(points(of).map(paramsKey)).size).toBe(8);
  });

  test('come in an order set by the seed, each from its index alone', () => {
    const [of, other] = [spec(...conditional, 'seed: 1'), spec(...conditional, 'seed: 2')];
    expect(points(of)).not.toEqual(points(other));
    expect(points(of).map(paramsKey).toSorted()).toEqual(points(other).map(paramsKey).toSorted());
    expect(suggest(spec(...conditional, 'seed: 1'), 5, [])).toEqual(points(of)[5]);
  });

  test('end with the last: there is nothing left to suggest', () => {
    const of = spec(...conditional);
    expect(suggest(of, 8, [])).toBeNull();
    expect(suggest(of, 8, history(points(of)))).toBeNull();
    expect(() => sampleTrial(of, 8)).toThrow('the space has no config left for trial 8');
  });

  test('are those that meet what the study requires', () => {
    const of = spec(...conditional, "require: [optimizer == 'adam' or momentum > scale / 4]");
    // adam with both scales; sgd: 0.5 and 0.9 at scale 1 (above 0.25), 0.9 at scale 2 (above 0.5).
    expect(of.trials).toBe(5);
    expect(suggest(of, 5, [])).toBeNull();
  });

  test('that first has are not tried again', () => {
    const of = spec(...conditional, 'first: [{ optimizer: adam, scale: 2 }, { optimizer: adam, scale: 1 }]');
    expect(of.trials).toBe(8);
    expect(points(of).slice(0, 2)).toEqual([
      { optimizer: 'adam', scale: 2 },
      { optimizer: 'adam', scale: 1 },
    ]);
    expect(new Set(points(of).map(paramsKey)).size).toBe(8);
  });

  test('whose turn an enqueued config took come at the end', () => {
    const of = spec(...conditional);
    const tried = points(of).with(3, points(of)[0]!);
    expect(suggest(of, 8, history(tried))).toEqual(points(of)[3]);
  });

  test('a grid of a million points is affordable', () => {
    const of = spec(
      'sampler: { name: grid, points: 1000 }',
      'space:',
      '  std: { distribution: uniform, low: 0.1, high: 0.9 }',
      '  hidden: { distribution: integer, low: 1, high: 1000 }',
    );
    expect(of.trials).toBe(1_000_000);
    expect(sampleTrial(of, 999_999).params).not.toEqual(sampleTrial(of, 999_998).params);
  });
});
