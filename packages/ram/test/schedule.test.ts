import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { freshSchedule, learningRate, nextSchedule } from '../src/training/schedule.js';

/** Rates of a trial of 4 epochs with 5 steps each, S = 20, from 0.1. */
function rateOf(change: Partial<TrialConfig>, drops = 0): (epoch: number, step: number) => number {
  const config = compileTrialConfig({ learningRate: 0.1, epochs: 4, ...change });
  return (epoch, step) =>
    learningRate(config, { epoch, step, stepsPerEpoch: 5 }, { ...freshSchedule, drops });
}

describe('the learning rate', () => {
  it('is constant', () => {
    const rate = rateOf({ schedule: 'constant' });
    expect([rate(0, 0), rate(3, 4)]).toEqual([0.1, 0.1]);
  });

  it('falls on a line to zero, a little at every step', () => {
    const rate = rateOf({ schedule: 'linear' });
    expect(rate(0, 0)).toBe(0.1);
    expect(rate(0, 1)).toBeCloseTo(0.095, 12); // 1 − 1/20
    expect(rate(2, 0)).toBeCloseTo(0.05, 12); // 1 − 10/20
    expect(rate(3, 4)).toBeCloseTo(0.005, 12); // the last step: 1 − 19/20
    expect(rate(4, 0)).toBe(0); // the step after it
  });

  it('falls on half a cosine to zero', () => {
    const rate = rateOf({ schedule: 'cosine' });
    expect(rate(0, 0)).toBe(0.1);
    expect(rate(1, 0)).toBeCloseTo(0.0853553391, 9); // (1 + √½)/2
    expect(rate(2, 0)).toBeCloseTo(0.05, 12); // (1 + 0)/2
    expect(rate(3, 0)).toBeCloseTo(0.0146446609, 9); // (1 − √½)/2
    expect(rate(4, 0)).toBeCloseTo(0, 12);
  });

  it('falls to zero in cycles that end at restartEpoch, at restartFactor times it, and at the last epoch', () => {
    const rate = rateOf({ schedule: 'linear', epochs: 10, restartEpoch: 2, restartFactor: 2 });
    // Cycles: epochs 1–2, 3–4, 5–8, 9–10; of 10, 10, 20 and 10 steps.
    expect(rate(0, 0)).toBe(0.1);
    expect(rate(1, 4)).toBeCloseTo(0.01, 12); // 1 − 9/10
    expect(rate(2, 0)).toBe(0.1);
    expect(rate(4, 0)).toBe(0.1);
    expect(rate(6, 0)).toBeCloseTo(0.05, 12); // 1 − 10/20
    expect(rate(8, 0)).toBe(0.1);
    expect(rate(9, 4)).toBeCloseTo(0.01, 12); // 1 − 9/10
    expect(rate(10, 0)).toBe(0);
  });

  it('drops after every stepEpochs epochs', () => {
    const rate = rateOf({ schedule: 'step', stepEpochs: 2, decay: 0.5 });
    expect([rate(0, 0), rate(1, 4), rate(2, 0), rate(3, 4)]).toEqual([0.1, 0.1, 0.05, 0.05]);
    expect(rate(4, 0)).toBe(0.025);
  });

  it('falls by decay for each drop of the plateau schedule', () => {
    expect(rateOf({ schedule: 'plateau', decay: 0.5 }, 0)(3, 2)).toBe(0.1);
    expect(rateOf({ schedule: 'plateau', decay: 0.5 }, 3)(0, 0)).toBe(0.0125);
  });
});

const dropsAfter = (errors: readonly number[], patience: number): number[] => {
  let state = freshSchedule;
  return errors.map((error) => (state = nextSchedule(state, error, patience)).drops);
};

describe('the plateau', () => {
  it('drops once patience epochs in a row gave no better error', () => {
    // best .5, then .4; epochs 3 and 4 do not improve: drop; 5 and 6 do not: drop again
    expect(dropsAfter([0.5, 0.4, 0.45, 0.4, 0.41, 0.42], 2)).toEqual([0, 0, 0, 1, 1, 2]);
  });

  it('restarts its count at every improvement', () => {
    expect(dropsAfter([0.5, 0.6, 0.4, 0.5, 0.3, 0.3, 0.3], 2)).toEqual([0, 0, 0, 0, 0, 0, 1]);
  });

  it('does not count an equal error as an improvement', () => {
    expect(dropsAfter([0.5, 0.5, 0.5], 1)).toEqual([0, 1, 2]);
  });
});
