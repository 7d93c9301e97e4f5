import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseFilter } from '../src/index.js';

it.each([
  ['', []],
  ['state=running', [{ kind: 'state', equals: true, state: 'running' }]],
  ['state!=comp', [{ kind: 'state', equals: false, state: 'complete' }]],
  ['phase:finalist', [{ kind: 'phase', equals: true, phase: 'finalist' }]],
  ['error<3%', [{ kind: 'number', of: 'error', comparison: '<', value: 0.03 }]],
  ['error>=0.5', [{ kind: 'number', of: 'error', comparison: '>=', value: 0.5 }]],
  ['time>60', [{ kind: 'number', of: 'seconds', comparison: '>', value: 60 }]],
  ['batchsize=128', [{ kind: 'field', field: 'batchSize', comparison: '=', value: 128 }]],
  ['optimizer=sgd', [{ kind: 'field', field: 'optimizer', comparison: '=', value: 'sgd' }]],
  [
    '  box-17   std<=1e-1 ',
    [
      { kind: 'text', text: 'box-17' },
      { kind: 'field', field: 'std', comparison: '<=', value: 0.1 },
    ],
  ],
] as const)('%j is understood', (text, conditions) => {
  expect(parseFilter(text)).toEqual({ conditions, error: null });
});

it.each([
  ['std>', 'std> needs a value'],
  ['std>wide', 'std is compared with a number, not with "wide"'],
  ['error<x%', 'error is compared with a number, not with "x%"'],
  [
    'state=red',
    'no state is called "red"; there are planned, waiting, running, paused, complete, pruned, failed, cancelled',
  ],
  ['state>running', 'state takes = or !='],
  [
    'colour=red',
    '"colour" is no field; there are state, phase, trial, error, try, time and those of the config',
  ],
])('%j is not: %s', (text, error) => {
  expect(parseFilter(text)).toEqual({ conditions: [], error });
});

it('any text is understood or told what is wrong with it, and never both', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { conditions, error } = parseFilter(text);
      if (error !== null) expect(conditions).toEqual([]);
    }),
  );
});
