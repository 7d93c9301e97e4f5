import { expect, test } from 'vitest';
import { Idleness } from '../src/idleness.js';

const idle = { busy: false, connected: true };
const busy = { busy: true, connected: true };
const cutOff = { busy: false, connected: false };
const busyAndCutOff = { busy: true, connected: false };

test('a worker is idle for too long once the limit is reached since it began', () => {
  const idleness = new Idleness({ idleMs: 10, cutOffMs: 50 }, 100);
  expect([105, 109, 110].map((now) => idleness.see(idle, now))).toEqual([null, null, 'idle']);
});

test('a trial in hand starts the time again, however long ago it was claimed', () => {
  const idleness = new Idleness({ idleMs: 10, cutOffMs: 50 }, 0);
  idleness.see(busy, 1);
  idleness.see(busy, 50);
  expect([59, 60].map((now) => idleness.see(idle, now))).toEqual([null, 'idle']);
});

test('no time counts as idle while NATS cannot be reached, for there may be work', () => {
  const idleness = new Idleness({ idleMs: 10, cutOffMs: 50 }, 0);
  idleness.see(idle, 9);
  expect([20, 69].map((now) => idleness.see(cutOff, now))).toEqual([null, null]);
  expect([78, 79].map((now) => idleness.see(idle, now))).toEqual([null, 'idle']);
});

test.each([
  ['without a trial', cutOff],
  ['with a trial in hand, which cannot be reported', busyAndCutOff],
])('a worker %s is cut off for too long at the limit, counted from the loss', (_, seen) => {
  const idleness = new Idleness({ idleMs: 10, cutOffMs: 50 }, 0);
  idleness.see(busy, 99);
  expect([100, 149, 150].map((now) => idleness.see(seen, now))).toEqual([null, null, 'cut off']);
});

test('a server that was back for a moment starts the time again', () => {
  const idleness = new Idleness({ idleMs: 10, cutOffMs: 50 }, 0);
  idleness.see(cutOff, 0);
  idleness.see(idle, 49);
  expect([50, 99, 100].map((now) => idleness.see(cutOff, now))).toEqual([null, null, 'cut off']);
});

test('without limits it is of use for ever', () => {
  const idleness = new Idleness({}, 0);
  expect([idleness.see(idle, 1e12), idleness.see(cutOff, 2e12), idleness.see(cutOff, 9e12)]).toEqual([
    null,
    null,
    null,
  ]);
});
