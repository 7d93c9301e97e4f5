import { expect, it } from 'vitest';
import { Absences } from '../dist/absences.js';

it('asks for a study that was never away, however often', () => {
  const absences = new Absences();
  expect([0, 1, 2].map((now) => absences.pause('study', now))).toEqual([0, 0, 0]);
});

it('leaves a study alone for 2 s, then 4, 8, 16 and 30 s, while its coordinator does not answer', () => {
  const absences = new Absences();
  let now = 0;
  const pauses = Array.from({ length: 7 }, () => {
    expect(absences.pause('study', now)).toBe(0);
    now += 3_000;
    const pause = absences.missed('study', now);
    expect(absences.pause('study', now + pause - 1)).toBe(1);
    now += pause;
    return pause;
  });
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

it('lets one job ask when the pause is over, and none beside it', () => {
  const absences = new Absences();
  absences.missed('study', 0);
  expect(absences.pause('study', 2_000)).toBe(0);
  expect(absences.pause('study', 2_001)).toBe(2_000);
  expect(absences.missed('study', 5_000)).toBe(4_000);
});

it('takes jobs that asked at the same time for one absence', () => {
  const absences = new Absences();
  expect(absences.missed('study', 3_000)).toBe(2_000);
  expect(absences.missed('study', 3_500)).toBe(1_500);
  expect(absences.missed('study', 6_000)).toBe(0);
});

it('forgets an absence as soon as there is an answer, and keeps studies apart', () => {
  const absences = new Absences();
  absences.missed('one', 0);
  absences.missed('other', 0);
  absences.answered('one');
  expect(absences.pause('one', 1)).toBe(0);
  expect(absences.pause('other', 1)).toBe(1_999);
});
