import { expect, it } from 'vitest';
import { judgedEpoch } from '../../src/pruners/index.js';
import { spec } from '../specs.js';

it.each([
  ['the first rung', ['pruner: { name: asha, minEpochs: 3 }', 'config: { epochs: 9 }'], 3],
  [
    'the end where no rung comes before it',
    ['pruner: { name: asha, minEpochs: 9 }', 'config: { epochs: 9 }'],
    null,
  ],
  [
    'the first rung where some trials are longer',
    [
      'pruner: { name: hyperband, minEpochs: 3 }',
      'space: { epochs: { distribution: integer, low: 1, high: 9 } }',
    ],
    3,
  ],
  ['the end without rungs', ['config: { epochs: 9 }'], null],
])('samplers compare trials at %s', (_, lines, epoch) => {
  expect(judgedEpoch(spec(...lines))).toBe(epoch);
});
