import { describe, expect, test } from 'vitest';
import { parseStudy } from '../../src/index.js';
import { mistakes, problems, study } from './mistakes.js';

const uniform = (field: string, low: number, high: number): string =>
  `  ${field}: { distribution: uniform, low: ${low}, high: ${high} }`;

const momentum = (when: string): string =>
  `  momentum: { distribution: uniform, low: 0, high: 0.9, when: ${when} }`;

describe('names', () => {
  test.each([
    [
      study('learning_rate: 0.1'),
      'learning_rate',
      'did you mean learningRate? That belongs under config or space',
    ],
    [study('epochs: 3'), 'epochs', 'put epochs under config to fix it, or under space to search it'],
    [
      study('config: { trials: 3 }'),
      'config.trials',
      'trials belongs to the study: write it at the top, outside config',
    ],
    [study('config: { batch-size: 3 }'), 'config.batch-size', 'did you mean batchSize?'],
    [study('trails: 3'), 'trails', 'did you mean trials?'],
    [study('space: { sdt: { distribution: uniform, low: 0.1, high: 1 } }'), 'space.sdt', 'did you mean std?'],
  ])('a name that is not known gets the way out: %j', (text, path, hint) => {
    expect(problems(text)).toMatchObject([{ path, message: 'is not a known field', hint }]);
  });

  test('if nothing is close, the known names are listed', () => {
    expect(mistakes('name: a\ndataset: { name: mnist, colour: red }')).toEqual([
      'a.yaml:2:25  dataset.colour is not a known field; allowed: name, canvas, size, clutter, train, test',
    ]);
  });

  test('names that every object has are not known fields', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const text = study(...names.map((name) => `${name}: { polluted: true }`));
    expect(problems(text).map(({ path }) => path)).toEqual(names);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('values', () => {
  test.each([
    ['name: 2024\ndataset: { name: mnist }', 'name', 'is 2024', 'write it in quotes: "2024"'],
    ['name: a\ndataset: mnist', 'dataset', 'is "mnist"', 'write dataset: { name: mnist }'],
    [study('space: { std: 0.1 }'), 'space.std', 'is 0.1', 'to fix std for all trials, put it under config'],
    [
      study('space: { scale: [1, 2] }'),
      'space.scale',
      'is a list',
      'write scale: { distribution: categorical, choices: [1, 2] }',
    ],
    [
      study('space: { scale: { choices: [1, 2] } }'),
      'space.scale.distribution',
      'is missing',
      'add distribution: categorical',
    ],
    [study('config: { optimizer: sdg }'), 'config.optimizer', 'is "sdg"', 'did you mean sgd?'],
  ])('a wrong value gets the way out: %j', (text, path, message, hint) => {
    expect(problems(text)).toMatchObject([{ path, message, hint }]);
  });

  test.each([
    [
      'name: a b',
      'name is "a b"; allowed: at most 63 letters, digits, ".", "_" and "-", of which the first is a letter or a digit',
    ],
    ['trials: 1e9', 'trials is 1000000000; allowed: an integer from 1 to 1000000'],
    ['seed: -1', 'seed is -1; allowed: an integer from 0 to 4294967295'],
    ['retries:', 'retries is empty (null); allowed: an integer from 0 to 100'],
    [
      'config: { learningRate: .nan }',
      'config.learningRate is NaN; allowed: a number above 0 and at most 10',
    ],
    [
      'config: { learningRate: 1_0 }',
      'config.learningRate is "1_0"; allowed: a number above 0 and at most 10',
    ],
    ['config: { validationSplit: 1 }', 'config.validationSplit is 1; allowed: a number above 0 and below 1'],
    [
      'config: { clipNorm: 0 }',
      'config.clipNorm is 0; allowed: a number above 0 and at most 1000000000 or null',
    ],
    ['config: [std]', 'config is a list; allowed: a mapping of patchSize, scale, glimpses'],
    [
      'space: { std: { distribution: uniform, low: 2, high: 1 } }',
      'space.std.high is 1: must not be smaller than low',
    ],
  ])('%s is refused with what is allowed', (line, expected) => {
    const text = line.startsWith('name') ? `dataset: { name: mnist }\n${line}` : study(line);
    expect(mistakes(text)[0]).toContain(expected);
  });

  test('a missing value is reported at the mapping that should hold it', () => {
    expect(mistakes('trials: 3\ndataset: { canvas: plain }\n')).toEqual([
      'a.yaml:1:1  name is missing; allowed: text',
      'a.yaml:2:10  dataset.name is missing; allowed: one of mnist, fashion-mnist, glyphs',
    ]);
  });
});

describe('the search space', () => {
  test('a field is fixed or searched, not both', () => {
    expect(mistakes(study('space:', uniform('std', 0.1, 1), 'config: { std: 0.1 }'))).toEqual([
      'a.yaml:5:16  config.std is fixed at 0.1 and searched as well; remove it to search std, or space.std to fix it',
    ]);
  });

  test('a whole config that is pasted into a study which searches its fields belongs under first', () => {
    const pasted = 'config: { std: 0.1, scale: 2, hidden: 128 }';
    const searched = [
      'space:',
      uniform('std', 0.1, 1),
      '  scale: { distribution: integer, low: 1, high: 3 }',
    ];
    expect(mistakes(study(...searched, pasted))).toEqual([
      expect.stringMatching(
        /config\.std is fixed at 0\.1 .*belongs under first, not config: first: \[\{ … \}\]$/,
      ),
      expect.stringMatching(/config\.scale is fixed at 2 .*or space\.scale to fix it$/),
    ]);
    expect(
      parseStudy(
        study(
          ...searched,
          pasted.replace('config: {', 'first: [{').replace('}', '}]').replace(', hidden: 128', ''),
        ),
        { source: 'a.yaml' },
      ).first,
    ).toEqual([{ std: 0.1, scale: 2 }]);
  });

  test('a fixed value beside a condition is what holds where the condition does not', () => {
    const text = study(
      'space:',
      '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
      '  momentum: { distribution: uniform, low: 0.5, high: 0.9, when: { optimizer: sgd } }',
      'config: { momentum: 0 }',
    );
    expect(parseStudy(text, { source: 'a.yaml' }).config).toEqual({ momentum: 0 });
  });

  test.each([
    ['std', 0, 1, 'space.std.low is 0, which std cannot have; allowed: a number above 0 and at most 2'],
    ['std', 0.1, 3, 'space.std.high is 3, which std cannot have; allowed: a number above 0 and at most 2'],
    ['validationSplit', 0.1, 1, 'space.validationSplit.high is 1, which validationSplit cannot have'],
    [
      'glimpses',
      2,
      8,
      'space.glimpses.distribution is uniform, but glimpses is an integer; write distribution: integer',
    ],
    [
      'policy',
      1,
      2,
      'space.policy.distribution is uniform, but policy is not a number; write distribution: categorical, choices: [learned, random, frozen]',
    ],
  ])('%s from %d to %d does not fit the trial config', (field, low, high, expected) => {
    expect(mistakes(study('space:', uniform(field, low, high)))).toEqual([expect.stringContaining(expected)]);
  });

  test('an integer field searched over magnitudes is to list its steps', () => {
    // The geometric mean of 32 and 512 is 128.
    expect(
      problems(study('space: { hidden: { distribution: log-uniform, low: 32, high: 512 } }')),
    ).toMatchObject([
      {
        path: 'space.hidden.distribution',
        message: 'is log-uniform, but hidden is an integer',
        hint: 'write distribution: integer, or list the steps: { distribution: categorical, choices: [32, 128, 512] }',
      },
    ]);
  });

  test('every choice is one that the field can have, and appears once', () => {
    expect(
      mistakes(study('space: { scale: { distribution: categorical, choices: [1, 9, "2", 1] } }')),
    ).toEqual([
      'a.yaml:3:59  space.scale.choices[1] is 9, which scale cannot have; allowed: an integer from 1 to 5',
      'a.yaml:3:62  space.scale.choices[2] is "2", which scale cannot have; allowed: an integer from 1 to 5',
      'a.yaml:3:67  space.scale.choices[3] is 1 again; every choice is equally likely',
    ]);
  });

  test('every field can be searched, and null if the field may be null', () => {
    const text = study(
      'space:',
      '  clipNorm: { distribution: categorical, choices: [null, 1, 5] }',
      '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
      '  seed: { distribution: integer, low: 0, high: 4294967295 }',
      uniform('momentum', 0, 0.99),
    );
    expect(Object.keys(parseStudy(text, { source: 'a.yaml' }).space)).toHaveLength(4);
  });
});

describe('pruner and finalists', () => {
  test.each([
    ['pruner: asha', 'pruner: { name: asha }'],
    ['pruner: ashe', 'asha'],
    ['pruner: { name: halving }', 'one of none, median, asha, hyperband'],
    ['pruner: { name: asha, reductionFactor: 1 }', 'an integer from 2 to 100'],
    ['pruner: { name: median, startup: 3 }', 'startupTrials'],
    ['finalists: 3', 'a mapping of top, seeds, epochs, controls, controlSeeds or null'],
    ['finalists: { seed: 3 }', 'seeds'],
    ['finalists: { controls: [random, centre] }', 'one of random, frozen'],
  ])('the message for %s says what to write', (line, way) => {
    expect(mistakes(study(line)).join(' ')).toContain(way);
  });
});

describe('conditions', () => {
  const optimizer = '  optimizer: { distribution: categorical, choices: [adam] }';

  test.each([
    [
      '{ optimiser: sgd }',
      'momentum.when.optimiser is not a field of the trial config; did you mean optimizer?',
    ],
    ['{ momentum: 0.5 }', 'momentum.when.momentum makes the field depend on itself'],
    [
      '{ schedule: step }',
      'momentum.when.schedule refers to schedule, which this study neither searches nor fixes',
    ],
    ['{ optimizer: sdg }', 'momentum.when.optimizer is "sdg", which optimizer cannot have'],
    [
      '{ optimizer: [adam, sgd] }',
      'momentum.when.optimizer[1] is "sgd", but optimizer is drawn from "adam", so the',
    ],
    [
      '{ glimpses: 9 }',
      'momentum.when.glimpses is 9, but glimpses is drawn from 2 to 8, so the condition never holds',
    ],
    [
      '{ std: 0.1 }',
      'momentum.when.std is 0.1, but std is drawn from a continuous range, from 0.05 to 0.2, so the',
    ],
    [
      '{ locator: hidden }',
      'momentum.when.locator is "hidden", but locator is fixed at "linear", so the condition',
    ],
  ])('when: %s can never hold', (when, expected) => {
    const text = study(
      'space:',
      optimizer,
      momentum(when),
      '  glimpses: { distribution: integer, low: 2, high: 8 }',
      '  std: { distribution: uniform, low: 0.05, high: 0.2 }',
      'config: { locator: linear }',
    );
    expect(mistakes(text)).toEqual([expect.stringContaining(`space.${expected}`)]);
  });

  test('conditions that depend on one another are refused, each at its place; what depends on them is not', () => {
    const text = study(
      'space:',
      '  scale: { distribution: integer, low: 1, high: 3, when: { glimpses: 2 } }',
      '  glimpses: { distribution: integer, low: 2, high: 8, when: { patchSize: 8 } }',
      '  patchSize: { distribution: integer, low: 4, high: 8, when: { scale: 1 } }',
      '  hidden: { distribution: integer, low: 64, high: 256, when: { scale: 1 } }',
    );
    expect(problems(text)).toMatchObject([
      { path: 'space.scale.when.glimpses' },
      { path: 'space.glimpses.when.patchSize' },
      { path: 'space.patchSize.when.scale' },
    ]);
    expect(mistakes(text)[0]).toContain('closes a cycle of conditions');
  });

  test('a condition on a field that is itself wrong is not held against the condition', () => {
    const wrong = '  optimizer: { distribution: categorical, choices: [sdg] }';
    expect(problems(study('space:', wrong, momentum('{ optimizer: sgd }')))).toMatchObject([
      { path: 'space.optimizer.choices[0]' },
    ]);
  });
});

describe('images', () => {
  test.each([
    // 140 − 14 held out by default = 126 < 128, the default batch; 143 − round(14.3) = 129.
    [
      'train: 140',
      '',
      'dataset.train leaves 126 images for training, fewer than one batch of 128; change it',
    ],
    // 1,000 − 500 held out.
    [
      'train: 1000',
      'config: { validationSplit: 0.5, batchSize: 512 }',
      'config.batchSize is 512, and 500 images are left',
    ],
    [
      'train: 1000',
      'space: { batchSize: { distribution: categorical, choices: [32, 1024] } }',
      'space.batchSize.choices[1] is 1024, and 900 images are left for training',
    ],
    [
      'train: 1000',
      'space: { batchSize: { distribution: integer, low: 32, high: 901 } }',
      'space.batchSize.high is 901, and 900 images are left for training',
    ],
    // 60,000 − 59,940.
    [
      'test: 100',
      'config: { validationSplit: 0.999 }',
      'config.validationSplit leaves 60 images for training, fewer than one batch of 128',
    ],
    ['train: 60001', '', 'dataset.train is 60001; allowed: at most the 60000 images of mnist'],
    ['test: 10001', '', 'dataset.test is 10001; allowed: at most the 10000 images of mnist'],
  ])('%s with %j is refused', (images, line, expected) => {
    expect(mistakes(`name: a\ndataset: { name: mnist, ${images} }\n${line}`)).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  test('a batch as large as the remainder is fine', () => {
    const text = 'name: a\ndataset: { name: glyphs, train: 143 }\nconfig: { batchSize: 129 }';
    expect(parseStudy(text, { source: 'a.yaml' }).config).toEqual({ batchSize: 129 });
  });
});
