import { describe, expect, test } from 'vitest';
import { parseStudy, studyWarnings } from '../../src/index.js';
import { spec } from '../specs.js';
import { mistakes, study } from './mistakes.js';

describe('the sampler', () => {
  test('is a name, or a mapping with a name and options', () => {
    expect(spec('sampler: tpe').sampler).toEqual({ name: 'tpe', lag: 7 });
    expect(spec('sampler: { name: tpe, lag: 3 }').sampler).toEqual({ name: 'tpe', lag: 3 });
    expect(spec('sampler: { name: grid }').sampler).toEqual({ name: 'grid', points: 5 });
  });

  const names = 'one of random, sobol, grid, tpe, gp, auto';

  test.each([
    [
      'sampler: tpee',
      `3:10  sampler is "tpee"; allowed: ${names} or a mapping with such a name; did you mean tpe?`,
    ],
    ['sampler: [tpe]', `3:10  sampler is a list; allowed: ${names} or a mapping with such a name`],
    ['sampler: { name: tpee }', `3:18  sampler.name is "tpee"; allowed: ${names}; did you mean tpe?`],
    [
      'sampler: { tpe: { lag: 3 } }',
      `3:10  sampler.name is missing; allowed: ${names}; write sampler: { name: tpe, … }`,
    ],
    ['sampler: { name: tpe, lag: -1 }', '3:28  sampler.lag is -1; allowed: an integer from 0 to 10000'],
    ['sampler: { name: random, lag: 3 }', '3:26  sampler.lag is not a known field; allowed: name, distinct'],
    ['sampler: { name: grid, pionts: 3 }', '3:24  sampler.pionts is not a known field; did you mean points?'],
  ])('the message for %s says what to write', (line, expected) => {
    expect(mistakes(study(line))).toEqual([`a.yaml:${expected}`]);
  });
});

const rates = '  learningRate: { distribution: log-uniform, low: 0.001, high: 0.1 }';
const stds = '  std: { distribution: uniform, low: 0.1, high: 0.3 }';
const scales = '  scale: { distribution: categorical, choices: [1, 2, 3] }';

describe('a grid', () => {
  test('has as many trials as combinations unless the study says fewer', () => {
    expect(spec('sampler: grid', 'space:', stds, scales).trials).toBe(15);
    expect(spec('sampler: grid', 'trials: 4', 'space:', stds, scales).trials).toBe(4);
    expect(spec('sampler: grid', 'space:', scales, 'first: [{ scale: 3 }]').trials).toBe(3);
  });

  test('of more trials than combinations is refused', () => {
    expect(mistakes(study('sampler: grid', 'trials: 16', 'space:', stds, scales))).toEqual([
      'a.yaml:4:9  trials is 16, and the grid has 15; leave trials out to train them all',
    ]);
  });

  test('that is too large is refused with the values of each field', () => {
    const text = study('sampler: { name: grid, points: 1000 }', 'space:', rates, stds, scales);
    expect(mistakes(text)).toEqual([
      'a.yaml:3:10  sampler makes a grid of 3000000 combinations: values are 1000 of learningRate, 1000 of std, 3 of scale; allowed: at most 1000000; search fewer fields, list choices, or take fewer points: { name: grid, points: 3 }',
    ]);
  });

  test('of which nothing meets what is required is refused', () => {
    const text = study('sampler: grid', 'space:', stds, 'require: [std == 0.19]');
    expect(mistakes(text)).toEqual([
      'a.yaml:6:10  require is met by no combination of the grid; relax it, or add points',
    ]);
  });
});

test('without repeats there are no more trials than a discrete space has configs', () => {
  const distinct = 'sampler: { name: random, distinct: true }';
  expect(spec(distinct, 'space:', scales).trials).toBe(3);
  expect(spec(distinct, 'space:', scales, stds).trials).toBe(20);
  expect(mistakes(study(distinct, 'trials: 4', 'space:', scales))).toEqual([
    'a.yaml:4:9  trials is 4, and without repeats the space has 3; leave trials out to train them all',
  ]);
});

describe('what is required', () => {
  const optimizers = ['space:', '  optimizer: { distribution: categorical, choices: [adam, sgd] }', scales];

  test.each([
    [
      'patchSize * 2 ** (scal - 1) <= 60',
      'names scal, which is not a field of the trial config (character 19 of "patchSize * 2 ** (scal - 1) <= 60"); did you mean scale?',
    ],
    ['scale = 3', 'has "=", which means nothing here (character 7 of "scale = 3"); compare with =='],
    ['scale * 2', 'is a number, not a condition (character 7 of "scale * 2"); compare it, e.g. with <= 60'],
    [
      'optimizer == sgd',
      `names sgd, which is not a field of the trial config (character 14 of "optimizer == sgd"); put texts in quotes: 'sgd'`,
    ],
    [
      "optimizer == 'sdg'",
      'compares optimizer with "sdg" (character 14 of "optimizer == \'sdg\'"); optimizer is one of adam, sgd',
    ],
    [
      'seed % 2 == 0',
      'names seed, but every trial has its own (character 1 of "seed % 2 == 0"); search seed or fix it',
    ],
    ['scale > 3', 'is met by none of 10000 draws; relax it, or widen the space'],
  ])('%s is refused with the place and the way out', (text, expected) => {
    expect(mistakes(study(...optimizers, 'require:', '  - std < 1', `  - ${JSON.stringify(text)}`))).toEqual([
      `a.yaml:8:5  require[1] ${expected}`,
    ]);
  });

  test('by several that contradict one another is refused with how often each holds', () => {
    const [line, ...more] = mistakes(study(...optimizers, 'require: [scale > 2, scale < 2]'));
    expect(more).toEqual([]);
    expect(line).toMatch(
      /^a\.yaml:6:10 {2}require is met as a whole by none of 10000 draws; one by one they are met by 3\d(\.\d+)?%, 3\d(\.\d+)?%; relax one$/,
    );
  });

  test.each([
    ['require: "scale < 3"', 'a list of at most 50; write require: ["scale < 3"]'],
    ['require: [3]', 'require[0] is 3; allowed: text of at most 500 characters'],
    [`require: ["${'1+'.repeat(250)}1 > 2"]`, 'allowed: text of at most 500 characters'],
    [`require: [${'"1 < 2", '.repeat(51)}]`, 'require is a list; allowed: a list of at most 50'],
    [`require: ['${'('.repeat(40)}1 < 2${')'.repeat(40)}']`, 'is nested more than 32 deep'],
    ['require: [""]', 'require[0] ends where a number, a field or "(" should be'],
  ])('has bounds (%#)', (line, expected) => {
    expect(mistakes(study(line))).toEqual([expect.stringContaining(expected)]);
  });

  test('a constraint may name seed if it is searched or fixed', () => {
    expect(spec('config: { seed: 4 }', 'require: [seed == 4]').require).toEqual(['seed == 4']);
  });
});

describe('what is tried first', () => {
  const optimizers = [
    'space:',
    '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
    '  momentum: { distribution: uniform, low: 0.5, high: 0.8, when: { optimizer: sgd } }',
    scales,
  ];

  test.each([
    ['{ scael: 2 }', '9:7', 'first[1].scael is not a known field; did you mean scale?'],
    ['{ scale: 9 }', '9:14', 'first[1].scale is 9; allowed: an integer from 1 to 5'],
    [
      '{ scale: 4 }',
      '9:14',
      'first[1].scale is 4, and this study searches scale among 1, 2, 3; take a value from there, or widen space.scale',
    ],
    [
      '{ optimizer: sgd, momentum: 0.9 }',
      '9:33',
      'first[1].momentum is 0.9, and this study searches momentum from 0.5 to 0.8; take a value from there, or widen space.momentum',
    ],
    [
      '{ optimizer: adam, momentum: 0.6 }',
      '9:24',
      'first[1].momentum is given, but momentum is searched only if optimizer is "sgd"; add that, or remove this',
    ],
    [
      '{ momentum: 0.6 }',
      '9:7',
      'first[1].momentum is given, but momentum is searched only if optimizer is "sgd"; add that, or remove this',
    ],
    [
      '{ hidden: 64 }',
      '9:15',
      'first[1].hidden is 64, and all trials of the study have 256; remove it, or search hidden under space',
    ],
    ['{ seed: 64 }', '9:7', 'first[1].seed cannot be given: every trial has its own seed; remove it'],
  ])('%s is refused with the place and the way out', (config, place, expected) => {
    const text = study(...optimizers, 'first:', '  - {}', `  - ${config}`);
    expect(mistakes(text)).toEqual([`a.yaml:${place}  ${expected}`]);
  });

  test('what does not meet the requirements is refused', () => {
    const required = [...optimizers, "require: [scale < 3 or optimizer == 'sgd']"];
    expect(mistakes(study(...required, 'first: [{ optimizer: adam, scale: 3 }]'))).toEqual([
      `a.yaml:8:9  first[0] does not meet "scale < 3 or optimizer == 'sgd'"; change it, or the constraint under require`,
    ]);
    const never = study(...optimizers, 'require: [scale < 3]', 'first: [{ scale: 3 }]');
    expect(mistakes(never)).toEqual([
      'a.yaml:8:9  first[0] meets what the study requires in none of 10,000 draws of the fields that it leaves out; change it, or the constraint under require',
    ]);
  });

  test('are looked at until ten are wrong', () => {
    const wrong = Array.from({ length: 30 }, () => '{ scale: 5 }').join(', ');
    expect(mistakes(study('trials: 30', `first: [${wrong}]`))).toHaveLength(10);
  });

  test('are no more than trials', () => {
    expect(mistakes(study('trials: 1', 'first: [{}, {}]'))).toEqual([
      'a.yaml:3:9  trials is 1, fewer than the 2 configs of first; write trials: 2 or more',
    ]);
  });

  test('is a list', () => {
    expect(mistakes(study('first: { std: 0.1 }'))).toEqual([
      'a.yaml:3:8  first is a mapping; allowed: a list of at most 1000; write first: [{ … }]',
    ]);
  });
});

describe('earlier studies', () => {
  test('are for a sampler that learns', () => {
    expect(spec('sampler: tpe', 'prior: [b, c]').prior).toEqual(['b', 'c']);
    expect(mistakes(study('prior: [b]'))).toEqual([
      'a.yaml:3:8  prior is given, and the sampler random does not learn; write sampler: auto, or leave prior out',
    ]);
  });

  test.each([
    ['prior: b', '3:8  prior is "b"; allowed: a list of at most 20; write prior: ["b"]'],
    ['prior: [a]', '3:9  prior[0] is this study itself; name an earlier one'],
    ['prior: [b, b]', '3:8  prior is a list: name each study once'],
    [
      'prior: [b/c]',
      '3:9  prior[0] is "b/c"; allowed: at most 63 letters, digits, ".", "_" and "-", of which the first is a letter or a digit',
    ],
  ])('%s is refused', (line, expected) => {
    expect(mistakes(study(line, 'sampler: tpe'))).toEqual([`a.yaml:${expected}`]);
  });
});

test('a study whose trials can only be equal is warned of', () => {
  const [warning, ...more] = studyWarnings(spec('space: {}', 'config: { seed: 3 }'));
  expect(warning).toContain('all 20 trials will be equal');
  expect(more).toEqual([]);
  const one = '  std: { distribution: uniform, low: 0.1, high: 0.1 }';
  expect(studyWarnings(spec('space:', one, 'config: { seed: 3 }'))).toHaveLength(1);
  const searched = '  seed: { distribution: integer, low: 3, high: 3 }';
  expect(studyWarnings(spec('space:', searched))).toEqual([
    'all 20 trials will be equal, because the search has one config and space.seed is fixed: remove space.seed to give each trial its own seed, or search a field among several values',
  ]);
  expect(studyWarnings(spec('space:', searched.replace('high: 3', 'high: 4')))).toEqual([]);
  expect(studyWarnings(spec('space: {}'))).toEqual([]);
  expect(studyWarnings(spec('config: { seed: 3 }'))).toEqual([]);
  expect(studyWarnings(spec('space: {}', 'config: { seed: 3 }', 'trials: 1'))).toEqual([]);
});

const warningsOfFinalists = (epochs: string, ...more: string[]): string[] =>
  studyWarnings(spec(`finalists: { top: 1${epochs} }`, ...more));

test('finalists that train for less than the search are warned of', () => {
  expect(warningsOfFinalists(', epochs: 12', 'config: { epochs: 20 }')).toEqual([
    'finalists train for 12 epochs, and a trial of the search for up to 20, so they may end worse than what they repeat: raise finalists.epochs to 20 or more, or remove it',
  ]);
  expect(warningsOfFinalists(', epochs: 20', 'config: { epochs: 20 }')).toEqual([]);
  expect(warningsOfFinalists('', 'config: { epochs: 20 }')).toEqual([]);
  const space = ['space:', '  epochs: { distribution: integer, low: 2, high: 9 }'];
  expect(warningsOfFinalists(', epochs: 8', ...space)).toHaveLength(1);
  expect(warningsOfFinalists(', epochs: 9', ...space)).toEqual([]);
});

test('a study is read again as it was written, whatever it names', () => {
  const of = spec('sampler: grid', 'space:', scales, 'first: [{ scale: 1 }]', 'require: [scale < 3]');
  expect(parseStudy(JSON.stringify(of), { source: 'again.json' })).toEqual(of);
});

describe('the median pruner, which judges by order of arrival', () => {
  const median = 'pruner: { name: median }';

  test('goes with samplers that do not learn', () => {
    expect(spec(median, 'sampler: sobol').pruner.name).toBe('median');
    expect(spec(median, 'sampler: auto').pruner.name).toBe('median');
  });

  test.each(['tpe', 'gp'])('is refused with %s', (sampler) => {
    expect(mistakes(study(median, `sampler: ${sampler}`))).toEqual([
      `a.yaml:3:17  pruner.name is median, which judges by order of arrival, and the sampler ${sampler} learns from trials in ` +
        'their order; write pruner: { name: asha } or { name: none }, or a sampler that does not learn',
    ]);
  });

  test('is refused with earlier studies, as nothing would learn from them', () => {
    expect(mistakes(study(median, 'sampler: auto', 'prior: [b]'))).toEqual([
      'a.yaml:5:8  prior is given, and with the median pruner no sampler learns; ' +
        'write pruner: { name: asha } or { name: none }, or leave prior out',
    ]);
  });
});
