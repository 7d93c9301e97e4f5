import { expect, test } from 'vitest';
import { StallWatch } from '../src/notifications/stall-watch.js';

const MINUTE = 60_000;

test('a study has stalled when no epoch was recorded for that many minutes', () => {
  const watch = new StallWatch(30, 0);
  expect(watch.stalledFor(30 * MINUTE - 1)).toBeNull();
  expect(watch.stalledFor(31 * MINUTE)).toBe(31);
});

test('a stall that could not be recorded is reported again', () => {
  const watch = new StallWatch(30, 0);
  expect([31, 32].map((minutes) => watch.stalledFor(minutes * MINUTE))).toEqual([31, 32]);
});

test('a stall is reported once, and the next one after an epoch', () => {
  const watch = new StallWatch(30, 0);
  watch.reported();
  expect(watch.stalledFor(100 * MINUTE)).toBeNull();
  watch.alive(100 * MINUTE);
  expect(watch.stalledFor(129 * MINUTE)).toBeNull();
  expect(watch.stalledFor(130 * MINUTE)).toBe(30);
});
