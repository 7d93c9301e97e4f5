import { describe, expect, test } from 'vitest';
import { studyWarnings } from '../../src/index.js';
import { describeBudget } from '../../src/budgets/index.js';
import { chooseSampler } from '../../src/samplers/index.js';
import { spec } from '../specs.js';
import { mistakes, problems, study } from './mistakes.js';

describe('the number of trials', () => {
  test('is 20 if nothing else ends the search', () => {
    expect(spec().trials).toBe(20);
    expect(spec('budget: { minutesPerTrial: 5 }').trials).toBe(20);
  });

  test.each(['epochs: 100', 'hours: 0.5', 'target: 0.03', 'patience: 10'])(
    'is open beside a budget of %s, unless it is given',
    (budget) => {
      expect(spec(`budget: { ${budget} }`).trials).toBeNull();
      expect(spec(`budget: { ${budget} }`, 'trials: 7').trials).toBe(7);
    },
  );

  test('is the number of configs if these are few', () => {
    const few = ['space: { scale: { distribution: categorical, choices: [1, 2] } }', 'budget: { hours: 1 }'];
    expect(spec(...few, 'sampler: grid').trials).toBe(2);
    expect(spec(...few, 'sampler: { name: random, distinct: true }').trials).toBe(2);
  });

  test('is the size of the grid if auto stands for one, and still does with that many', () => {
    const two = 'space: { scale: { distribution: categorical, choices: [1, 2] } }';
    expect(spec(two, 'sampler: auto').trials).toBe(2);
    expect(chooseSampler(spec(two, 'sampler: auto'))).toEqual({
      sampler: { name: 'grid', points: 2 },
      reason: '2 trials are enough to try every config',
    });
    expect(spec(two, 'sampler: auto', 'trials: 7').trials).toBe(7);
    expect(spec(two, 'sampler: auto', 'budget: { hours: 1 }').trials).toBeNull();
    expect(spec('sampler: auto').trials).toBe(20);
  });

  test('may be left open explicitly if something else ends the search', () => {
    expect(spec('trials: null', 'budget: { hours: 1 }').trials).toBeNull();
    expect(mistakes(study('trials: null'))).toEqual([
      'a.yaml:3:9  trials is open, and no budget ends the search; write a number, or a budget that ends the search, such as budget: { hours: 8 }',
    ]);
  });
});

describe('a budget that contradicts another is refused with its line', () => {
  test.each([
    ['epochs: 29', 'config: { epochs: 30 }', 'is 29, and one trial trains for 30'],
    [
      'epochs: 2',
      'pruner: { name: asha, minEpochs: 3 }\nconfig: { epochs: 30 }',
      'is 2, and one trial trains for 3',
    ],
    [
      'epochs: 4',
      'space: { epochs: { distribution: integer, low: 5, high: 9 } }',
      'is 4, and one trial trains for 5',
    ],
    ['hours: 0.5, minutesPerTrial: 31', '', 'is 31, longer than the 0.5 hours of the whole study'],
  ])('%s beside %j', (budget, lines, message) => {
    expect(problems(study(`budget: { ${budget} }`, lines))).toMatchObject([{ line: 3, message }]);
  });

  test('none is refused that one trial uses up just so', () => {
    expect(spec('budget: { epochs: 30 }', 'config: { epochs: 30 }').budget).toEqual({ epochs: 30 });
    expect(spec('budget: { hours: 0.5, minutesPerTrial: 30 }').budget.hours).toBe(0.5);
  });
});

describe('a number out of bounds is refused', () => {
  test.each([
    ['target: 0', 'above 0'],
    ['target: 1', 'below 1'],
    ['target: 3', 'below 1'],
    ['hours: 0', 'from 0.001'],
    ['patience: 0', 'from 1'],
    ['epochs: 2.5', 'an integer'],
    ['minutesPerTrial: -1', 'from 0.01'],
  ])('%s', (budget, allowed) => {
    const [problem] = problems(study(`budget: { ${budget} }`));
    expect(problem?.path).toBe(`budget.${budget.split(':')[0]}`);
    expect(problem?.allowed).toContain(allowed);
  });
});

test.each([
  ['60', '0.6'],
  ['3%', '0.03'],
  ['2.5 %', '0.025'],
  ['1', '0.01'],
])('a target of %s is taken for percent, and %s is suggested', (percents, share) => {
  expect(problems(study(`budget: { target: ${percents} }`))).toMatchObject([
    { path: 'budget.target', hint: `write it as a share: ${share}` },
  ]);
});

test.each(['0', '-3', '100', '-3%', 'low'])('a target of %s gets no suggestion', (target) => {
  expect(problems(study(`budget: { target: ${target} }`))[0]).not.toHaveProperty('hint');
});

test('a name in the wrong place gets the way out', () => {
  expect(problems(study('patience: 5'))).toMatchObject([{ hint: 'write budget: { patience: … }' }]);
  expect(problems(study('budget: { trials: 5 }'))).toMatchObject([
    { hint: 'trials belongs to the study: write it at the top, outside budget' },
  ]);
});

const asha = (trials: number, minEpochs: number, epochs = 9) =>
  studyWarnings(
    spec(
      `trials: ${trials}`,
      `pruner: { name: asha, minEpochs: ${minEpochs} }`,
      `config: { epochs: ${epochs} }`,
    ),
  );

const hyperband = (trials: number) =>
  studyWarnings(spec(`trials: ${trials}`, 'pruner: { name: hyperband }', 'config: { epochs: 9 }'));

describe('rungs that may end all of a few trials early are warned of', () => {
  test('asha needs η trials for each rung before the last epoch', () => {
    // Rungs at 1 and 3: of 8 trials 2 come to the second for certain, and of those none to the end.
    expect(asha(8, 1)).toEqual([
      expect.stringMatching(
        /its last epoch, 9: of 8 trials, one in 3 continues .* epoch 3 is sure to be reached/,
      ),
    ]);
    expect(asha(2, 1)).toEqual([expect.stringContaining('only epoch 1 is sure')]);
    expect(asha(9, 1)).toEqual([]);
    expect(asha(3, 3)).toEqual([]);
    expect(asha(1_000_000, 1, 100_000)).toEqual([]);
  });

  test('hyperband has a bracket whose trials all train to the end, once a trial is in it', () => {
    expect(hyperband(1)).toHaveLength(1);
    expect(hyperband(20)).toEqual([]);
  });
});

const patches = (size: number, scales: string, ...more: string[]) =>
  studyWarnings(
    spec(
      `space: { scale: { distribution: categorical, choices: [${scales}] } }`,
      `config: { patchSize: ${size}, ${more.join(', ')} }`,
    ),
  );

describe('patches that cover the canvas in every trial are warned of, as attention cannot pay', () => {
  test('with the smallest scale that is drawn', () => {
    // A plain canvas has 28 pixels: 7 · 2² and 16 · 2 cover it, 8 · 2 does not.
    expect(patches(7, '3, 4')).toEqual([
      'attention can hardly pay, because the largest patch of every trial, 28×28 or more, covers the whole 28×28 canvas from its centre: lower scale or patchSize, or take a larger canvas',
    ]);
    expect(patches(16, '2')).toHaveLength(1);
    expect(patches(8, '2, 3')).toEqual([]);
  });

  test('not where the policy is one that learns nothing', () => {
    expect(patches(16, '2, 3', 'policy: frozen')).toEqual([]);
  });
});

test('a search that may never end gets a warning, and so does patience that cannot be used up', () => {
  expect(studyWarnings(spec('budget: { target: 0.01 }'))).toEqual([
    'the search continues until a trial reaches budget.target, which may never happen: add trials, hours or patience',
  ]);
  expect(studyWarnings(spec('budget: { patience: 5 }', 'trials: 5'))).toHaveLength(1);
  expect(studyWarnings(spec('budget: { target: 0.01, hours: 1 }'))).toEqual([]);
});

test.each([
  [
    '{ name: asha, minEpochs: 5 }',
    'epochs: 3',
    'the first rung is at epoch 5 and trials have 3: lower pruner.minEpochs',
  ],
  [
    '{ name: hyperband, minEpochs: 3 }',
    'epochs: 3',
    'the first rung is at epoch 3 and trials have 3: lower pruner.minEpochs',
  ],
  [
    '{ name: median, minEpochs: 3 }',
    'epochs: 3',
    'the median rule starts at epoch 3 and trials have 3: lower pruner.minEpochs',
  ],
  ['{ name: asha }', 'epochs: 1', 'the first rung is at epoch 1 and trials have 1: give them more epochs'],
])('a pruner that cannot prune is warned of: %s with %s', (pruner, config, warning) => {
  expect(studyWarnings(spec(`pruner: ${pruner}`, `config: { ${config} }`))).toEqual([
    `no trial is pruned, because ${warning}`,
  ]);
});

test('a pruner that can end the longest of the trials is not', () => {
  const searched = 'space: { epochs: { distribution: integer, low: 2, high: 6 } }';
  expect(studyWarnings(spec('pruner: { name: asha, minEpochs: 5 }', searched))).toEqual([]);
  expect(studyWarnings(spec('pruner: { name: asha, minEpochs: 6 }', searched))).toEqual([
    'no trial is pruned, because the first rung is at epoch 6 and trials have at most 6: lower pruner.minEpochs',
  ]);
  expect(studyWarnings(spec('pruner: { name: hyperband, minEpochs: 2 }', 'config: { epochs: 3 }'))).toEqual(
    [],
  );
});

test('budgets are said in words', () => {
  expect(describeBudget(spec())).toBe('20 trials');
  expect(
    describeBudget(spec('budget: { epochs: 500, hours: 8, target: 0.03, patience: 30 }', 'trials: 40')),
  ).toBe(
    '40 trials, or 500 epochs, or 8 hours, or until a validation error of 3.00%, or until 30 trials in a row are no better',
  );
});
