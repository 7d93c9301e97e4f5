import type { StudySummary } from '@ram-sweep/store/read';
import { describe, expect, it } from 'vitest';
import { requireExtensible, requireUncut } from '../../src/studies/require-extensible.js';

const spec = (values: object = {}) => ({ trials: 20, budget: {}, pruner: { name: 'asha' }, ...values });
const study = (values: object): StudySummary =>
  ({ name: 'digits', spec: spec(), stoppedBy: null, ...values }) as StudySummary;
const reached = { budget: 'target', index: 7, reason: 'trial 7 reached 3%' };

describe('a study whose search a budget has ended', () => {
  it.each([
    ['more trials', requireExtensible],
    ['enqueued configs', requireUncut],
  ])('takes no %s, which would not count, and says what to do', (_, require) => {
    const refusal = expect.objectContaining({
      kind: 'usage',
      message: expect.stringContaining('has ended after trial 7: trial 7 reached 3%'),
    });
    expect(() => require(study({ stoppedBy: reached }))).toThrow(refusal);
  });

  it('takes both where that budget was its number of trials', () => {
    const over = study({ stoppedBy: { ...reached, budget: 'trials' } });
    expect(() => requireExtensible(over)).not.toThrow();
    expect(() => requireUncut(over)).not.toThrow();
  });
});

it('a study without a number of trials has none to add to, but takes configs', () => {
  const open = study({ spec: spec({ trials: null }) });
  expect(() => requireExtensible(open)).toThrow('has no number of trials');
  expect(() => requireUncut(open)).not.toThrow();
});

it('a study with rungs and budgets takes no more trials: its promotions would have been others', () => {
  const budget = { patience: 9 };
  expect(() => requireExtensible(study({ spec: spec({ budget }) }))).toThrow('has budgets and rungs');
  expect(() => requireExtensible(study({ spec: spec({ budget, pruner: { name: 'none' } }) }))).not.toThrow();
  expect(() => requireExtensible(study({ spec: spec({ budget: { hours: 2 } }) }))).not.toThrow();
});
