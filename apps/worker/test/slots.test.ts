import { expect, test } from 'vitest';
import { Slots } from '../src/slots.js';

/** Work in a slot, with what a test needs to move it on. */
function occupy(slots: Slots): { vacate: () => void; end: () => void } {
  const held = { vacate: (): void => undefined, end: (): void => undefined };
  slots.occupy((vacate) => {
    held.vacate = vacate;
    return new Promise((resolve) => (held.end = resolve));
  });
  return { vacate: () => held.vacate(), end: () => held.end() };
}

/** Lets everything that is ready happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function isFree(slots: Slots): Promise<boolean> {
  return Promise.race([slots.free().then(() => true), settle().then(() => false)]);
}

test('a slot is free when its trial is trained, while its results are being stored', async () => {
  const slots = new Slots(2);
  const [first] = [occupy(slots), occupy(slots)];
  await settle();
  expect(await isFree(slots)).toBe(false);
  first.vacate();
  expect(await slots.free()).toBe(1);
});

test('there are never more trials than twice the slots, however long the server takes to store their results', async () => {
  const slots = new Slots(1);
  const first = occupy(slots);
  await settle();
  first.vacate();
  const second = occupy(slots);
  await settle();
  second.vacate();
  expect(await isFree(slots)).toBe(false);
  first.end();
  expect(await slots.free()).toBe(1);
});

test('all are free when all work is done, not when its trials are trained', async () => {
  const slots = new Slots(1);
  const only = occupy(slots);
  await settle();
  only.vacate();
  let allFree = false;
  const waiting = slots.allFree().then(() => (allFree = true));
  await settle();
  expect(allFree).toBe(false);
  only.end();
  await waiting;
});
