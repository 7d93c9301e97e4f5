import { describe, expect, it } from 'vitest';
import { errorSurface } from '../../src/derive/fields/error-surface.js';
import { fieldAxis } from '../../src/derive/fields/field-axis.js';
import { searched, trial } from '../sample-study.js';

const std = fieldAxis('std', { distribution: 'uniform', low: 0, high: 1 });
const glimpses = fieldAxis('glimpses', { distribution: 'integer', low: 0, high: 99 });
const scale = fieldAxis('scale', { distribution: 'categorical', choices: [1, 2] });

/** The smoothed error in the cell that holds these places. */
function at({ side, errors }: ReturnType<typeof errorSurface>, x: number, y: number): number {
  return errors[Math.floor(y * side) * side + Math.floor(x * side)]!;
}

describe('the smoothed error over two fields', () => {
  it('is a trial’s own near a trial that stands alone', () => {
    const trials = [
      searched(0, { std: 0.1, glimpses: 10 }, 0.1),
      searched(1, { std: 0.9, glimpses: 90 }, 0.4),
    ];
    const surface = errorSurface(std, glimpses, trials);
    expect(at(surface, 0.02, 0.02)).toBeLessThan(0.12);
    expect(at(surface, 0.98, 0.98)).toBeGreaterThan(0.35);
  });

  it('is the geometric mean halfway between two, as it is their logarithms that are averaged', () => {
    const trials = [
      searched(0, { std: 0.26, glimpses: 50 }, 0.1),
      searched(1, { std: 0.76, glimpses: 50 }, 0.4),
    ];
    const surface = errorSurface(std, glimpses, trials);
    // The middle of cell 24 of 48 is at 0.5104, midway between 0.26 and 0.7608.
    // √(0.1 · 0.4) = 0.2
    expect(at(surface, 0.5104, 0.5)).toBeCloseTo(0.2, 2);
  });

  it('says nothing where no trial is near', () => {
    const near = Array.from({ length: 20 }, (_, number) =>
      searched(number, { std: 0.1 + number / 1000, glimpses: 10 }, 0.1),
    );
    const surface = errorSurface(std, glimpses, near);
    expect(at(surface, 0.1, 0.1)).toBeCloseTo(0.1, 6);
    expect(at(surface, 0.9, 0.9)).toBeNaN();
  });

  it('does not average over choices', () => {
    const trials = [
      searched(0, { scale: 1, glimpses: 50 }, 0.1),
      searched(1, { scale: 2, glimpses: 50 }, 0.4),
    ];
    const surface = errorSurface(scale, glimpses, trials);
    expect(at(surface, 0.48, 0.5)).toBeCloseTo(0.1, 9);
    expect(at(surface, 0.52, 0.5)).toBeCloseTo(0.4, 9);
  });

  it('rests on trials that have both fields and an epoch', () => {
    const trials = [
      searched(0, { std: 0.5, glimpses: 5 }, 0.2),
      searched(1, { std: 0.5 }, 0.1),
      trial(2, { params: { std: 0.5, glimpses: 5 }, bestValidationError: null }),
    ];
    expect(errorSurface(std, glimpses, trials).points.map((point) => point.trial)).toEqual([0]);
  });

  it('takes an error of 0, which has no logarithm', () => {
    const surface = errorSurface(std, glimpses, [searched(0, { std: 0.5, glimpses: 50 }, 0)]);
    expect(at(surface, 0.5, 0.5)).toBeGreaterThan(0);
  });
});
