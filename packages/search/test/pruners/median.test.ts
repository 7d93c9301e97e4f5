import { createPruner, type Pruner } from '../../src/pruners/index.js';
import { describe, expect, it } from 'vitest';

const median = (minEpochs: number, startupTrials: number): Pruner =>
  createPruner({ name: 'median', minEpochs, startupTrials })!;

/** Reports a curve; the epoch at which the trial is ended, or null. */
function train(pruner: Pruner, trial: number, curve: readonly number[], epochsTotal = 3): number | null {
  for (const [index, validationError] of curve.entries()) {
    const verdicts = pruner.report({ trial, epoch: index + 1, validationError, epochsTotal });
    if (verdicts.length > 0) return index + 1;
  }
  pruner.complete(trial);
  return null;
}

/*
 * Three complete trials, and the means of their errors up to each epoch (Golovin et al. 2017, §3.2.2):
 *   0.5 0.3 0.1   0.5  0.4  0.3
 *   0.4 0.4 0.4   0.4  0.4  0.4
 *   0.2 0.2 0.2   0.2  0.2  0.2
 * Medians:        0.4  0.4  0.3
 */
function afterThree(minEpochs = 1, startupTrials = 3): Pruner {
  const pruner = median(minEpochs, startupTrials);
  for (const [trial, curve] of [
    [0.5, 0.3, 0.1],
    [0.4, 0.4, 0.4],
    [0.2, 0.2, 0.2],
  ].entries()) {
    pruner.restore({ trial, state: 'complete', epochsTotal: 3, curve });
  }
  return pruner;
}

describe('the median rule', () => {
  it('ends a trial whose best error so far is worse than the median of the means', () => {
    expect(train(afterThree(), 3, [0.41, 0.1, 0.1])).toBe(1);
    expect(train(afterThree(), 4, [0.4, 0.5, 0.1])).toBeNull();
  });

  it('compares the best so far, not the newest', () => {
    expect(train(afterThree(), 3, [0.35, 0.9, 0.9])).toBeNull();
  });

  it('waits for minEpochs and startupTrials', () => {
    expect(train(afterThree(2), 3, [0.9, 0.9, 0.9])).toBe(2);
    expect(train(afterThree(1, 4), 3, [0.9, 0.9, 0.9])).toBeNull();
  });

  it('counts trials that ran to their end, not those that were ended', () => {
    const pruner = median(1, 2);
    train(pruner, 0, [0.4, 0.4, 0.4]);
    train(pruner, 1, [0.2, 0.2, 0.2]);
    expect(train(pruner, 2, [0.5])).toBe(1);
    // With 0.5 the median of three would be 0.4. Of the two that are complete it is 0.3.
    expect(train(pruner, 3, [0.35])).toBe(1);
  });

  it('never ends a trial at its last epoch: it is complete', () => {
    expect(train(afterThree(3), 3, [0.9, 0.9, 0.9])).toBeNull();
  });
});
