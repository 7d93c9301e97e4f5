import { expect, test } from 'vitest';
import { pause } from '../src/index.js';

const LONG_MS = 3_600_000;

test('a pause lasts as long as requested', async () => {
  const begun = performance.now();
  await pause(50, new AbortController().signal);
  // Timers of Node count whole milliseconds.
  expect(performance.now() - begun).toBeGreaterThanOrEqual(49);
});

test('a signal ends it', async () => {
  const over = new AbortController();
  const paused = pause(LONG_MS, over.signal);
  over.abort(new Error('no error of ours'));
  await expect(paused).resolves.toBeUndefined();
});

test('a pause whose signal has already aborted does not begin', async () => {
  await expect(pause(LONG_MS, AbortSignal.abort())).resolves.toBeUndefined();
});
