import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bestChart } from '../src/charts/best-chart.js';
import { errorTicks } from '../src/charts/error-ticks.js';
import { spreadAxis } from '../src/charts/spread-axis.js';
import { stripChart } from '../src/charts/strip-chart.js';
import { placeOnLanes } from '../src/study/workers/lanes.js';
import { ago, attempt, NOW } from './sample-data.js';

describe('the axis of errors', () => {
  test.each([
    [0.01, 0.5, [0.01, 0.1]],
    [0.03, 0.9, [0.03, 0.1, 0.3]],
    [0.05, 0.1, [0.05, 0.07, 0.1]],
  ])('from %f to %f has round ticks', (low, high, some) => {
    expect(errorTicks(low, high).ticks).toEqual(expect.arrayContaining(some));
  });

  it('holds any errors, with a few ticks between its ends', () => {
    const error = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(error, error, (a, b) => {
        const { low, high, ticks } = errorTicks(Math.min(a, b), Math.max(a, b));
        expect(low).toBeGreaterThan(0);
        expect(low).toBeLessThan(high);
        expect(high).toBeGreaterThanOrEqual(Math.max(a, b, 1e-4));
        expect(ticks.length).toBeLessThanOrEqual(9);
        expect(ticks.filter((tick) => tick < low || tick > high)).toEqual([]);
      }),
    );
  });
});

/** Where the number of the newest best stands, and the line beneath it: its level, and where it came down. */
const numberOn = (
  improvements: readonly { trial: number; error: number }[],
  last: number,
  trials: number,
) => {
  const { text } = bestChart([{ name: 'a', colour: 'red', best: { improvements, last } }], trials);
  const [, at, height, anchor] = /<text class="strong" x="([^"]+)" y="([^"]+)" text-anchor="(\w+)"/.exec(
    text,
  )!;
  const [, fell, level] = /H([\d.]+)V([\d.]+)H[\d.]+"/.exec(text)!;
  return { x: Number(at), y: Number(height), anchor, fell: Number(fell), level: Number(level) };
};

describe('the best so far', () => {
  it('has its number beside the end of the line while few trials are over', () => {
    const { x, y, anchor, fell, level } = numberOn(
      [
        { trial: 0, error: 0.5 },
        { trial: 2, error: 0.155 },
      ],
      2,
      12,
    );
    expect(anchor).toBe('start');
    expect(x).toBeGreaterThan(fell);
    expect(Math.abs(y - level)).toBeLessThan(8);
  });

  it('has it above the line at the end of the axis, and not where the line came down', () => {
    const early = numberOn(
      [
        { trial: 0, error: 0.5 },
        { trial: 3, error: 0.05 },
      ],
      11,
      12,
    );
    expect(early).toMatchObject({ anchor: 'end' });
    // It is less than 70 units wide.
    expect(early.x - 70).toBeGreaterThan(early.fell);
    expect(early.y).toBeLessThan(early.level);
    const late = numberOn(
      [
        { trial: 0, error: 0.5 },
        { trial: 11, error: 0.05 },
      ],
      11,
      12,
    );
    expect(late.x).toBeLessThan(late.fell);
  });
});

describe('a strip', () => {
  const errors = errorTicks(0.01, 1);
  const chart = (columns: number, rows: number) =>
    stripChart({
      distribution: { distribution: 'integer', low: 2, high: 4 },
      spread: { field: 'glimpses', cells: [{ column: 0, row: 0, trials: 3 }] },
      errors,
      columns,
      rows,
      best: { value: 3, error: 0.01 },
    }).text;

  it('has a dot for few trials and a tile for many, and a ring for the best', () => {
    expect(chart(160, 80)).toMatch(/class="dots"[^>]* d="M[\d.]+,[\d.]+h/);
    expect(chart(40, 20)).toMatch(/class="tiles"[^>]* d="M[\d.]+,[\d.]+h/);
    expect(chart(40, 20)).toMatch(/class="ring"/);
  });

  it('has a path for each strength, and the same whatever order the cells come in', () => {
    const cells = [
      { column: 1, row: 0, trials: 1 },
      { column: 0, row: 3, trials: 40 },
      { column: 0, row: 1, trials: 1 },
    ];
    const drawn = (order: typeof cells) =>
      stripChart({
        distribution: { distribution: 'uniform', low: 0, high: 1 },
        spread: { field: 'std', cells: order },
        errors,
        columns: 40,
        rows: 20,
        best: null,
      }).text;
    expect(drawn(cells)).toBe(drawn(cells.toReversed()));
    expect([...drawn(cells).matchAll(/class="tiles"/g)]).toHaveLength(2);
    expect([...drawn(cells).matchAll(/M[\d.]+,/g)]).toHaveLength(3);
  });

  it('gives choices and integers of few values a place each, and counts other numbers along their scale', () => {
    expect(spreadAxis('glimpses', { distribution: 'integer', low: 2, high: 4 })).toEqual({
      field: 'glimpses',
      scale: 'choices',
      choices: ['2', '3', '4'],
    });
    expect(spreadAxis('std', { distribution: 'log-uniform', low: 0.1, high: 1 })).toEqual({
      field: 'std',
      scale: 'log',
      low: 0.1,
      high: 1,
    });
  });
});

describe('the lanes of workers', () => {
  const end = NOW;
  const most = 600;

  it('end at the present, and begin with the oldest attempt or as far back as they may', () => {
    const recent = placeOnLanes([], [attempt(2, 50, null), attempt(1, 100, 50)], { end, most });
    expect(recent.seconds).toBe(100);
    expect(recent.lanes[0]?.bars.map(({ left, width }) => [left, width])).toEqual([
      [0, 50],
      [50, 50],
    ]);
    const older = placeOnLanes([], [attempt(1, 3_000, 300)], { end, most });
    expect(older.seconds).toBe(600);
    expect(older.lanes[0]?.bars).toMatchObject([{ left: 0, width: 50 }]);
  });

  it('have one for each slot in use, under the name of the worker', () => {
    const attempts = [attempt(3, 20, null), attempt(2, 50, null), attempt(1, 100, 60)];
    const { lanes } = placeOnLanes([{ id: 'idle' }], attempts, { end, most });
    expect(lanes.map(({ name, bars }) => [name, bars.map((bar) => bar.attempt.trial)])).toEqual([
      ['idle', []],
      ['box-17-abc', [1, 2]],
      ['', [3]],
    ]);
  });

  it('are no more than the worker has slots, though a trial starts before the end of the last is recorded', () => {
    const attempts = [attempt(2, 50, null, { slots: 1 }), attempt(1, 100, 49, { slots: 1 })];
    const { lanes } = placeOnLanes([], attempts, { end, most });
    expect(lanes.map(({ bars }) => bars.map(({ left, width }) => [left, width]))).toEqual([
      [
        [0, 50],
        [50, 50],
      ],
    ]);
  });

  it('look the same for some seconds of a long study, so that they need not be sent again', () => {
    const attempts = [attempt(1, 3_000, null), attempt(0, 500, 400, { worker: 'b' })];
    const at = (seconds: number) => placeOnLanes([], attempts, { end: ago(-seconds), most });
    expect(at(1)).toEqual(at(4));
    expect(at(1)).not.toEqual(at(20));
  });

  it('count what there is no room for', () => {
    const attempts = Array.from({ length: 30 }, (_, number) =>
      attempt(number, 60, null, { worker: `box-${number}` }),
    );
    const { lanes, left } = placeOnLanes([], attempts, { end, most });
    expect([lanes.length, left]).toEqual([24, 6]);
  });
});
