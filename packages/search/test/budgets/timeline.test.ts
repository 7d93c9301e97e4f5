import type { BudgetSpec, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Timeline, type LegResult } from '../../src/budgets/timeline.js';
import { spec } from '../specs.js';
import { ladderVerdicts, simulate, type World } from './simulated-search.js';

const PRUNERS = ['none', 'asha, minEpochs: 1, reductionFactor: 2', 'asha', 'hyperband, reductionFactor: 2'];
const EPOCHS = 9;

/** Curves that fall to an error of their own, some of which end in a failure. */
function world(
  pruner: string,
  budget: BudgetSpec,
  more: { seed: number; trials: number; lag: number },
): World {
  const { seed, trials, lag } = more;
  const study = spec(
    `sampler: { name: tpe, lag: ${lag} }`,
    `pruner: { name: ${pruner} }`,
    `config: { epochs: ${EPOCHS} }`,
  );
  const level = (index: number): number => RandomStream.of(seed, 'level', index).uniform();
  const fails = (index: number): boolean => RandomStream.of(seed, 'fails', index).uniform() < 0.1;
  return {
    spec: {
      ...study,
      budget,
    },
    trials,
    lag,
    epochs: EPOCHS,
    error: (index, epoch) =>
      fails(index) && epoch > 1 + (index % 4) ? null : (level(index) + 1 / epoch) / 2,
  };
}

const worlds = fc
  .record({
    pruner: fc.constantFrom(...PRUNERS),
    budget: fc.record(
      {
        epochs: fc.integer({ min: 9, max: 150 }),
        target: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
        patience: fc.integer({ min: 1, max: 12 }),
      },
      { requiredKeys: [] },
    ),
    seed: fc.nat(1000),
    trials: fc.integer({ min: 1, max: 24 }),
    lag: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ pruner, budget, ...more }) => world(pruner, budget as BudgetSpec, more));

describe('a search with budgets', () => {
  test('ends at the same trial with the same promotions, in whatever order its trainings end', () => {
    fc.assert(
      fc.property(worlds, fc.infiniteStream(fc.nat()), (search, choices) => {
        const inOrder = simulate(search, () => 0);
        const anyOrder = simulate(search, (count) => choices.next().value % count);
        expect(anyOrder.stop).toEqual(inOrder.stop);
        expect(anyOrder.verdicts).toEqual(inOrder.verdicts);
      }),
      { numRuns: 300 },
    );
  });

  test('continues as before when its coordinator restarts at any moment', () => {
    fc.assert(
      fc.property(worlds, fc.infiniteStream(fc.nat()), (search, choices) => {
        const pick = (count: number): number => choices.next().value % count;
        const restarted = simulate(search, pick, () => choices.next().value % 3 === 0);
        expect(restarted.verdicts).toEqual(simulate(search, () => 0).verdicts);
      }),
      { numRuns: 150 },
    );
  });

  test('has the verdicts of a search without budgets if none of them is reached', () => {
    fc.assert(
      fc.property(worlds, fc.infiniteStream(fc.nat()), ({ spec: study, ...rest }, choices) => {
        const roomy = { ...rest, spec: { ...study, budget: { epochs: 1_000_000, patience: 1000 } } };
        const pick = (count: number): number => choices.next().value % count;
        const { stop, verdicts } = simulate(roomy, pick);
        expect(stop).toBeNull();
        expect(verdicts).toEqual(ladderVerdicts(roomy));
      }),
      { numRuns: 100 },
    );
  });

  test('draws no trial further ahead of what is settled than its lag', () => {
    fc.assert(
      fc.property(worlds, (search) => {
        const { stop, drawn } = simulate(search, (count) => count - 1);
        if (stop) expect(drawn).toBeLessThanOrEqual(stop.index + search.lag + 1);
      }),
      { numRuns: 100 },
    );
  });
});

/** The study's results, one trial after the other, as whole trials of one epoch. */
function stopOf(budget: BudgetSpec, errors: readonly (number | null)[], lines: readonly string[] = []) {
  const study: StudySpec = { ...spec(...lines), budget };
  const timeline = new Timeline(study);
  timeline.settle(
    errors.map((best, index): LegResult => ({
      index,
      rung: null,
      outcome: 'gap',
      best,
      epochs: best === null ? 0 : 3,
      epochsTotal: 3,
    })),
  );
  return timeline.stop;
}

describe('without rungs', () => {
  test('a target ends the search at the first trial in order that reaches it', () => {
    expect(stopOf({ target: 0.1 }, [0.5, 0.2, 0.1, 0.05])).toMatchObject({
      budget: 'target',
      index: 2,
      reason: 'trial 2 of the search reached 10.00%, and the target is 10.00%',
    });
    expect(stopOf({ target: 0.1 }, [0.5, 0.2])).toBeNull();
  });

  test('patience ends it after so many trials without a better one, those that failed included', () => {
    const errors = [0.5, 0.4, 0.4, null, 0.6, 0.1];
    expect(stopOf({ patience: 3 }, errors)).toEqual({
      budget: 'patience',
      index: 4,
      reason: '3 further trials found nothing better than the 40.00% of trial 1',
    });
    expect(stopOf({ patience: 2 }, [null, null, 0.1])).toEqual({
      budget: 'patience',
      index: 1,
      reason: '2 trials gave no result',
    });
  });

  test('epochs end it at the trial whose epochs use up the rest', () => {
    expect(stopOf({ epochs: 7 }, [0.5, null, 0.4, 0.3, 0.2])).toEqual({
      budget: 'epochs',
      index: 3,
      reason: 'its trials have used 9 of 7 epochs',
    });
  });

  test('of several budgets the first that is reached counts', () => {
    expect(stopOf({ epochs: 9, target: 0.01, patience: 2 }, [0.5, 0.6, 0.7, 0.2])).toMatchObject({
      budget: 'epochs',
      index: 2,
    });
  });
});

/** The first rung of a trial. */
const first = (index: number, error: number): LegResult => ({
  index,
  rung: 1,
  outcome: error,
  best: error,
  epochs: 1,
  epochsTotal: 4,
});

describe('with rungs', () => {
  const lines = [
    'sampler: { name: tpe, lag: 1 }',
    'pruner: { name: asha, reductionFactor: 2 }',
    'config: { epochs: 4 }',
  ];

  test('a promotion counts where lag + 1 equal workers would have it', () => {
    const timeline = new Timeline({ ...spec(...lines), budget: { target: 0.1 } });
    // Trial 0 is promoted because of trial 1, for an epoch more: due two places on, at 3.
    expect(timeline.settle([first(0, 0.3), first(1, 0.5), first(2, 0.6)])).toMatchObject([
      { kind: 'prune', index: 0 },
      { kind: 'prune', index: 1 },
      { kind: 'promote', index: 0, nextRung: 2 },
      { kind: 'prune', index: 2 },
    ]);
    expect(timeline.settled).toBe(3);
    timeline.settle([first(3, 0.7), { ...first(0, 0.1), rung: 2, epochs: 2 }]);
    expect(timeline.stop).toMatchObject({ budget: 'target', index: 3 });
  });

  test('nothing is settled behind a promotion whose result is still to come', () => {
    const timeline = new Timeline({ ...spec(...lines), budget: { target: 0.1 } });
    const trials = [0.3, 0.5, 0.6, 0.2, 0.1].map((error, index) => first(index, error));
    timeline.settle(trials);
    expect(timeline.settled).toBe(3);
    expect(timeline.stop).toBeNull();
  });

  test('epochs of a promotion are spent when it is granted', () => {
    const timeline = new Timeline({ ...spec(...lines), budget: { epochs: 3 } });
    timeline.settle([first(0, 0.3), first(1, 0.5)]);
    expect(timeline.stop).toMatchObject({ budget: 'epochs', index: 1 });
  });
});
