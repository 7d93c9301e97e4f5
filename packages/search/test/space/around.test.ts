import { expect, test } from 'vitest';
import { parseStudy, spaceAround } from '../../src/index.js';
import { spec } from '../specs.js';

test('ranges become a quarter as wide around the best value', () => {
  const of = spec(
    'space:',
    '  validationSplit: { distribution: uniform, low: 0.1, high: 0.5 }',
    '  learningRate: { distribution: log-uniform, low: 0.0001, high: 1 }',
    '  hidden: { distribution: integer, low: 100, high: 500 }',
    '  scale: { distribution: categorical, choices: [1, 2, 3] }',
  );
  expect(spaceAround(of, { validationSplit: 0.3, learningRate: 0.01, hidden: 300, scale: 2 })).toEqual({
    // 0.4 / 8 = 0.05 on either side.
    validationSplit: { distribution: 'uniform', low: 0.25, high: 0.35 },
    // Four decades / 8 = half a decade on either side: 0.01 / √10 and 0.01 · √10.
    learningRate: { distribution: 'log-uniform', low: 0.00316, high: 0.0316 },
    hidden: { distribution: 'integer', low: 250, high: 350 },
    scale: { distribution: 'categorical', choices: [1, 2, 3] },
  });
});

test('no range leaves the old one, and an integer keeps its neighbours', () => {
  const of = spec(
    'space:',
    '  std: { distribution: uniform, low: 0.1, high: 0.9 }',
    '  glimpses: { distribution: integer, low: 2, high: 5 }',
  );
  expect(spaceAround(of, { std: 0.12, glimpses: 5 })).toEqual({
    std: { distribution: 'uniform', low: 0.1, high: 0.22 },
    glimpses: { distribution: 'integer', low: 4, high: 5 },
  });
  expect(spaceAround(of, { std: 0.5, glimpses: 4 }, 1)).toEqual({
    std: { distribution: 'uniform', low: 0.1, high: 0.9 },
    glimpses: { distribution: 'integer', low: 2, high: 5 },
  });
});

test('a field that the best trial did not have stays unchanged', () => {
  const of = spec(
    'space:',
    '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
    '  momentum: { distribution: uniform, low: 0.5, high: 0.9, when: { optimizer: sgd } }',
  );
  expect(spaceAround(of, { optimizer: 'adam' })).toEqual(of.space);
});

test('what hangs on values that are left out is left out with them, and the rest is a study again', () => {
  const of = spec(
    'space:',
    '  glimpses: { distribution: integer, low: 1, high: 20 }',
    '  scale: { distribution: integer, low: 1, high: 3, when: { glimpses: [1, 10] } }',
    '  optimizer: { distribution: categorical, choices: [adam, sgd], when: { glimpses: 1 } }',
    '  momentum: { distribution: uniform, low: 0.5, high: 0.9, when: { optimizer: sgd } }',
  );
  const space = spaceAround(of, { glimpses: 10, scale: 2 });
  expect(space).toEqual({
    glimpses: { distribution: 'integer', low: 8, high: 12 },
    scale: { distribution: 'integer', low: 1, high: 3, when: { glimpses: [10] } },
  });
  const again = parseStudy(JSON.stringify({ ...of, name: 'b', space }), { source: 'b.json' });
  expect(again.space).toEqual(space);
});
