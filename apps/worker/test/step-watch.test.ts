import { expect, test } from 'vitest';
import { StepWatch } from '../src/training/step-watch.js';

const LAPSE_MS = 1_000;

/**
 * Looks every half second from 500 ms on, at steps done in all; returns for how long the training was still each time.
 */
const stillAt = (watch: StepWatch, steps: readonly number[], from = 0) =>
  steps.map((stepsDone, index) => watch.look(stepsDone, from + 500 * (index + 1)).stillMs);

test('steps per second are over the time since the last look', () => {
  const watch = new StepWatch(LAPSE_MS, 0);
  expect(watch.look(10, 500).stepsPerSecond).toBe(20);
  expect(watch.look(10, 700).stepsPerSecond).toBe(0);
  expect(watch.look(13, 1_000).stepsPerSecond).toBe(10);
  // No time at all counts as a millisecond.
  expect(watch.look(14, 1_000).stepsPerSecond).toBe(1_000);
});

test('a training is still from the last step that was seen, or from the start', () => {
  expect(stillAt(new StepWatch(LAPSE_MS, 0), [0, 0, 4, 4, 4, 5, 5])).toEqual([
    500, 1_000, 0, 500, 1_000, 0, 500,
  ]);
});

test('a training that waits for us is not still; it starts to be once we have done everything that it waits for', () => {
  const watch = new StepWatch(LAPSE_MS, 0);
  watch.owe();
  watch.owe();
  expect(stillAt(watch, [1, 1, 1])).toEqual([0, 0, 0]);
  watch.settle(1_600);
  expect(stillAt(watch, [1], 1_500)).toEqual([0]);
  watch.settle(2_100);
  expect(stillAt(watch, [1, 1], 2_000)).toEqual([400, 900]);
});

test('a pause on our side does not count against it', () => {
  const watch = new StepWatch(LAPSE_MS, 0);
  expect(watch.look(0, 1_000).stillMs).toBe(1_000);
  expect(watch.look(0, 2_001).stillMs).toBe(0);
  expect(watch.look(0, 3_001).stillMs).toBe(1_000);
});
