import { describe, expect, it } from 'vitest';
import { errorAxis } from '../../src/derive/error-axis.js';
import { fieldAxis } from '../../src/derive/fields/field-axis.js';
import { parallelLines } from '../../src/derive/fields/parallel-lines.js';
import { errorPoints, runningBest } from '../../src/derive/running-best.js';
import { slicePoints } from '../../src/derive/fields/slice-points.js';
import { searched, trial } from '../sample-study.js';

describe('the running best', () => {
  it('is the smallest error among a trial and those of smaller number, whatever order they are given in', () => {
    const trials = [searched(2, {}, 0.3), searched(0, {}, 0.4), searched(3, {}, 0.1), searched(1, {}, 0.5)];
    expect(runningBest(errorPoints(trials))).toEqual([
      { trial: 0, error: 0.4 },
      { trial: 1, error: 0.4 },
      { trial: 2, error: 0.3 },
      { trial: 3, error: 0.1 },
    ]);
  });

  it('passes over trials without an epoch', () => {
    expect(errorPoints([trial(0, { bestValidationError: null }), searched(1, {}, 0.2)])).toEqual([
      { trial: 1, error: 0.2 },
    ]);
  });
});

describe('the axis of errors', () => {
  it('is logarithmic where the largest error is three times the smallest or more', () => {
    expect(errorAxis([0.011, 0.3])).toMatchObject({ type: 'log', ticks: [1, 2, 5, 10, 20] });
    expect(errorAxis([0.1, 0.2])).toMatchObject({
      type: 'linear',
      domain: [0, 20],
      ticks: [0, 5, 10, 15, 20],
    });
  });

  it('has closer ticks where errors are closer', () => {
    expect(errorAxis([0.021, 0.08])).toMatchObject({ domain: [2, 10], ticks: [2, 3, 5, 7, 10] });
  });

  it('ends at a round number if that is near, and a little beyond the errors otherwise', () => {
    // 1 % is 1.1 times less than 1.1 %; 50 % is 1.67 times more than 30 %, so 15 % of room are left
    expect(errorAxis([0.011, 0.3]).domain).toEqual([1, expect.closeTo(34.5, 9)]);
  });

  it('is linear where an error is zero, which has no logarithm', () => {
    expect(errorAxis([0, 0.4])).toMatchObject({ type: 'linear', domain: [0, 40] });
  });

  it('has an extent also where all errors are zero', () => {
    const [low, high] = errorAxis([0]).domain;
    expect(high).toBeGreaterThan(low);
  });
});

const texts = (low: number, high: number) =>
  fieldAxis('x', { distribution: 'uniform', low, high }).ticks.map(({ text }) => text);

describe('the axis of a field', () => {
  it('is logarithmic where the field is drawn so', () => {
    const axis = fieldAxis('std', { distribution: 'log-uniform', low: 0.01, high: 1 });
    // 0.1 is halfway from 0.01 to 1
    expect(axis.place(0.1)).toBeCloseTo(0.5, 12);
    expect(axis.ticks.map(({ text }) => text)).toEqual(['0.01', '0.03', '0.1', '0.3', '1']);
  });

  it('has round numbers beside it', () => {
    expect(texts(0, 1)).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1']);
    expect(texts(0.5, 0.99)).toEqual(['0.5', '0.6', '0.7', '0.8', '0.9']);
    expect(texts(-3, 4)).toEqual(['-2', '0', '2', '4']);
  });

  it('gives each of a few integers, and each choice, a cell', () => {
    const axis = fieldAxis('glimpses', { distribution: 'integer', low: 2, high: 5 });
    expect([2, 3, 4, 5].map((value) => axis.place(value))).toEqual([0.125, 0.375, 0.625, 0.875]);
    const choices = fieldAxis('clipNorm', { distribution: 'categorical', choices: [null, 1] });
    expect(choices.ticks).toEqual([
      { place: 0.25, text: 'null' },
      { place: 0.75, text: '1' },
    ]);
  });

  it('does not list the values of a wide integer field', () => {
    const axis = fieldAxis('seed', { distribution: 'integer', low: 0, high: 4_000_000_000 });
    expect(axis.place(1_000_000_000)).toBe(0.25);
    expect(axis.ticks).toHaveLength(5);
  });

  it('has no place for what the distribution cannot give', () => {
    const axis = fieldAxis('std', { distribution: 'uniform', low: 0, high: 1 });
    expect([axis.place(2), axis.place('0.5'), axis.place(null)]).toEqual([null, null, null]);
  });

  it('puts the one value of a fixed range in the middle', () => {
    expect(fieldAxis('std', { distribution: 'uniform', low: 1, high: 1 }).place(1)).toBe(0.5);
  });
});

describe('the points of a slice', () => {
  const axis = fieldAxis('scale', { distribution: 'categorical', choices: [1, 2] });

  it('stay within the middle half of their value’s cell', () => {
    const trials = Array.from({ length: 200 }, (_, number) => searched(number, { scale: 2 }, 0.1));
    const places = slicePoints(axis, trials).map(({ place }) => place);
    // cell ½ … 1, its middle half 0.625 … 0.875
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0.625);
    expect(Math.max(...places)).toBeLessThanOrEqual(0.875);
    expect(new Set(places).size).toBe(200);
  });

  it('are those of trials with the field and an epoch', () => {
    const trials = [searched(0, {}, 0.1), trial(1, { params: { scale: 1 }, bestValidationError: null })];
    expect(slicePoints(axis, trials)).toEqual([]);
  });
});

describe('parallel lines', () => {
  const axes = [
    fieldAxis('std', { distribution: 'uniform', low: 0, high: 1 }),
    fieldAxis('momentum', { distribution: 'uniform', low: 0, high: 1 }),
  ];
  const errors = errorAxis([0.1, 0.2]);

  it('go through the place of each field and end at the error', () => {
    const { points } = parallelLines(axes, errors, [searched(4, { std: 0.25, momentum: 0.5 }, 0.1)]);
    // the axis of errors goes from 0 % to 20 %
    expect(points).toEqual([
      { trial: 4, axis: 'std', place: 0.25 },
      { trial: 4, axis: 'momentum', place: 0.5 },
      { trial: 4, axis: 'validation error', place: 0.5 },
    ]);
  });

  it('pass over a field that a condition left out', () => {
    const { points } = parallelLines(axes, errors, [searched(4, { std: 0.25 }, 0.1)]);
    expect(points.map(({ axis }) => axis)).toEqual(['std', 'validation error']);
  });

  it('are as strong as their rank', () => {
    const trials = [searched(0, {}, 0.2), searched(1, {}, 0.1), searched(2, {}, 0.15)];
    expect(Object.fromEntries(parallelLines(axes, errors, trials).strength)).toEqual({ 1: 1, 2: 0.5, 0: 0 });
  });
});
