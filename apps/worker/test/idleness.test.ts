import { expect, test } from 'vitest';
import { Idleness } from '../src/idleness.js';

const idle = { busy: false, connected: true };
const busy = { busy: true, connected: true };
const cutOff = { busy: false, connected: false };

test('a worker is idle for too long once the limit is reached since it began', () => {
  const idleness = new Idleness(10, 100);
  expect([105, 109, 110].map((now) => idleness.see(idle, now))).toEqual([false, false, true]);
});

test('a trial in hand starts the time again, however long ago it was claimed', () => {
  const idleness = new Idleness(10, 0);
  idleness.see(busy, 1);
  idleness.see(busy, 50);
  expect([59, 60].map((now) => idleness.see(idle, now))).toEqual([false, true]);
});

test('no time counts while NATS cannot be reached, for there may be work', () => {
  const idleness = new Idleness(10, 0);
  idleness.see(idle, 9);
  expect(idleness.see(cutOff, 1_000)).toBe(false);
  expect([1_009, 1_010].map((now) => idleness.see(idle, now))).toEqual([false, true]);
});
