import { expect, it } from 'vitest';
import { ClaimBackoff } from '../src/claiming/claim-backoff.js';

it('asks for a study that was never silent, however often', () => {
  const backoff = new ClaimBackoff();
  expect([0, 1, 2].map((now) => backoff.pause('study', now))).toEqual([0, 0, 0]);
});

it('leaves a study alone for 2 s, then 4, 8, 16 and 30 s, while its coordinator does not answer', () => {
  const backoff = new ClaimBackoff();
  let now = 0;
  const pauses = Array.from({ length: 7 }, () => {
    expect(backoff.pause('study', now)).toBe(0);
    now += 3_000;
    const pause = backoff.missed('study', now);
    expect(backoff.pause('study', now + pause - 1)).toBe(1);
    now += pause;
    return pause;
  });
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

it('lets one job ask when the pause is over, and none beside it', () => {
  const backoff = new ClaimBackoff();
  backoff.missed('study', 0);
  expect(backoff.pause('study', 2_000)).toBe(0);
  expect(backoff.pause('study', 2_001)).toBe(2_000);
  expect(backoff.missed('study', 5_000)).toBe(4_000);
});

it('counts jobs that asked at the same time as one silence', () => {
  const backoff = new ClaimBackoff();
  expect(backoff.missed('study', 3_000)).toBe(2_000);
  expect(backoff.missed('study', 3_500)).toBe(1_500);
  expect(backoff.missed('study', 6_000)).toBe(0);
});

it('forgets a silence as soon as there is an answer, and keeps studies apart', () => {
  const backoff = new ClaimBackoff();
  backoff.missed('one', 0);
  backoff.missed('other', 0);
  backoff.answered('one');
  expect(backoff.pause('one', 1)).toBe(0);
  expect(backoff.pause('other', 1)).toBe(1_999);
});
