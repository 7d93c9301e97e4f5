import { expect, test } from 'vitest';
import { Interval } from '../src/index.js';

const overAt = (interval: Interval, times: readonly number[]) =>
  times.filter((now) => interval.restartIfOver(now));

test('an interval is over at once, and again whenever it has passed since it was found to be over', () => {
  expect(overAt(new Interval(10), [3, 4, 12, 13, 22, 23])).toEqual([3, 13, 23]);
});

test('one that has begun is over when it has passed', () => {
  expect(overAt(new Interval(10, 3), [3, 12, 13])).toEqual([13]);
});

test('missed intervals are not made up for', () => {
  expect(overAt(new Interval(10, 0), [95, 100, 104, 105])).toEqual([95, 105]);
});
