import { describe, expect, it } from 'vitest';
import type { Losses } from '../src/index.js';
import { afterEpoch, afterStep, epochResult, freshProgress, isBest } from '../src/training/progress.js';

const losses = (loss: number, correct: number): Losses => ({
  loss,
  actionLoss: loss / 2,
  baselineLoss: loss / 4,
  reinforceLoss: -loss,
  correct,
});

const validation = (error: number) => ({ error, loss: 0.7, images: 10 });

describe('the outcome of an epoch', () => {
  it('weighs every step by its rows', () => {
    const first = afterStep(freshProgress, 3, losses(2, 2), 1.5);
    const second = afterStep(first, 1, losses(6, 1), 0.25);
    // loss (3·2 + 1·6)/4 = 3; error (4 − 3)/4; 1.5 + 0.25 + 0.25 seconds
    expect(epochResult(second, 0.01, validation(0.3), 0.25)).toEqual({
      epoch: 1,
      steps: 2,
      learningRate: 0.01,
      trainLoss: 3,
      actionLoss: 1.5,
      baselineLoss: 0.75,
      reinforceLoss: -3,
      trainError: 0.25,
      validationError: 0.3,
      validationLoss: 0.7,
      seconds: 2,
    });
  });

  it('ends the epoch: sums restart, the result joins the history', () => {
    const stepped = afterStep(freshProgress, 3, losses(2, 2), 1);
    const result = epochResult(stepped, 0.01, validation(0.3), 1);
    const best = { epoch: 1, validationError: 0.3, parameters: {} };
    expect(afterEpoch(stepped, result, best, 10)).toEqual({
      ...freshProgress,
      epoch: 1,
      schedule: { best: 0.3, badEpochs: 0, drops: 0 },
      history: [result],
      best,
    });
  });

  it('is the best only if it beats all before; a tie stays with the earlier epoch', () => {
    const progress = { ...freshProgress, best: { epoch: 1, validationError: 0.3, parameters: {} } };
    expect([0.29, 0.3, 0.31].map((error) => isBest(progress, error))).toEqual([true, false, false]);
    expect(isBest(freshProgress, 1)).toBe(true);
  });
});
