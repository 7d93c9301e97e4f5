import { describe, expect, test } from 'vitest';
import { completedParams, enqueuedParams, sampleTrial } from '../../src/index.js';
import { spec } from '../specs.js';

const optimizers = [
  'space:',
  '  optimizer: { distribution: categorical, choices: [adam, sgd] }',
  '  momentum: { distribution: uniform, low: 0.5, high: 0.9, when: { optimizer: sgd } }',
  '  std: { distribution: uniform, low: 0.1, high: 0.9 }',
];

describe('configs that are tried first', () => {
  test('are the first trials, in the order of the list, and the rest stay what they were', () => {
    const of = spec('first: [{ std: 0.1, glimpses: 3, scale: 2 }, { std: 0.2, glimpses: 4, scale: 1 }]');
    expect(enqueuedParams(of, 0)).toEqual({ std: 0.1, glimpses: 3, scale: 2 });
    expect(sampleTrial(of, 1).params).toEqual({ std: 0.2, glimpses: 4, scale: 1 });
    expect(enqueuedParams(of, 2)).toBeNull();
    expect(sampleTrial(of, 2)).toEqual(sampleTrial(spec(), 2));
  });

  test('have what they leave out from random search', () => {
    const drawn = sampleTrial(spec(), 0).params;
    expect(enqueuedParams(spec('first: [{ std: 0.1 }]'), 0)).toEqual({ ...drawn, std: 0.1 });
    expect(enqueuedParams(spec('first: [{}]'), 0)).toEqual(drawn);
  });

  test('have a conditional field only where it takes part', () => {
    const of = spec(...optimizers, 'first: [{ optimizer: sgd }, { optimizer: adam }]');
    expect(Object.keys(enqueuedParams(of, 0)!)).toContain('momentum');
    expect(Object.keys(enqueuedParams(of, 1)!)).not.toContain('momentum');
  });

  test('may be whole configs, copied from elsewhere: only searched fields count as drawn', () => {
    const of = spec(...optimizers, 'first: [{ optimizer: adam, momentum: 0.9, std: 0.5, hidden: 256 }]');
    expect(enqueuedParams(of, 0)).toEqual({ optimizer: 'adam', std: 0.5 });
  });

  test('are completed so that the whole meets what is required', () => {
    const of = spec(...optimizers, 'require: [std > 0.8]');
    for (const index of [0, 1, 2, 3, 4]) {
      const params = completedParams(of, index, { optimizer: 'adam' })!;
      expect(params['optimizer']).toBe('adam');
      expect(params['std']).toBeGreaterThan(0.8);
    }
    expect(completedParams(of, 0, { optimizer: 'adam', std: 0.2 })).toBeNull();
  });
});
