import { describe, expect, test } from 'vitest';
import { mistakes, problems, study } from './mistakes.js';

describe('a name that is not known', () => {
  test('where many are known, those like it are named, and short forms are understood', () => {
    expect(problems(study('config: { learn: 3, patch: 8, zzz: 1 }')).map(({ hint }) => hint)).toEqual([
      'of the 34 fields these have names like it: learningRate',
      'of the 34 fields these have names like it: patchSize, patchHidden',
      'none of the 34 fields has a name like it',
    ]);
    expect(problems(study('config: { lr: 3, bs: 2 }')).map(({ hint }) => hint)).toEqual([
      'did you mean learningRate?',
      'did you mean batchSize?',
    ]);
  });

  test('a name that is not known hides no other mistake', () => {
    const text = study(
      'trails: 3',
      'trials: 2',
      'sampler: { name: tpe, lga: 1 }',
      'pruner: { name: median }',
      'first: [{}, {}, {}]',
    );
    expect(problems(text).map(({ path }) => path)).toEqual([
      'trails',
      'trials',
      'sampler.lga',
      'pruner.name',
    ]);
  });

  test.each(['space', 'config', 'budget'])('__proto__ is not passed over under %s', (section) => {
    expect(problems(study(`${section}: { __proto__: { std: 1 } }`))).toMatchObject([
      { path: `${section}.__proto__`, message: 'is not a known field' },
    ]);
    expect(
      problems(study(`space: { std: { distribution: uniform, low: 0.1, high: 1, when: { __proto__: 1 } } }`)),
    ).toHaveLength(1);
  });
});

describe('numbers that no machine could hold', () => {
  test.each([
    ['dataset: { name: glyphs, train: 1000001 }', 'dataset.train', 'an integer from 10 to 1000000'],
    ['finalists: { top: 1000, seeds: 11 }', 'finalists.seeds', undefined],
    ['trials: 1000001', 'trials', 'an integer from 1 to 1000000 or null'],
  ])('%s', (line, path, allowed) => {
    const text = line.startsWith('dataset') ? `name: a\n${line}` : study(line);
    const [problem] = problems(text);
    expect(problem).toMatchObject({ path });
    expect(problem?.allowed).toBe(allowed);
  });

  test('say how many trainings finalists come to', () => {
    expect(mistakes(study('finalists: { top: 1000, seeds: 11 }'))[0]).toContain(
      'with top 1000 that makes 11000 trainings, and at most 10000 are allowed',
    );
  });
});
