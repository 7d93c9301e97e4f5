import type { Reader } from '@ram-sweep/store/read';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { remembered } from '../src/remembered.js';

/** Only its identity counts. */
const newReader = (): Reader => ({}) as Reader;

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Counts its readings, each of which takes so long. */
function reading(tookMs: number) {
  let readings = 0;
  return async (): Promise<number> => {
    readings += 1;
    vi.advanceTimersByTime(tookMs);
    return readings;
  };
}

it('reads again only where something has changed', async () => {
  const [reader, read] = [newReader(), reading(10)];
  const ask = (mark: string) => remembered(reader, { key: 'a', mark, isMoving: false }, read);
  expect(await ask('1')).toBe(1);
  expect(await ask('1')).toBe(1);
  expect(await ask('2')).toBe(2);
});

it('reads what takes long less often while it changes all the time', async () => {
  const [reader, read] = [newReader(), reading(100)];
  const ask = (mark: string) => remembered(reader, { key: 'a', mark, isMoving: true }, read);
  expect(await ask('1')).toBe(1);
  vi.advanceTimersByTime(4_800);
  expect(await ask('2')).toBe(1);
  // A fiftieth of the time: 100 ms in 5,000.
  vi.advanceTimersByTime(200);
  expect(await ask('3')).toBe(2);
});

it('reads what is cheap whenever it has changed', async () => {
  const [reader, read] = [newReader(), reading(10)];
  expect(await remembered(reader, { key: 'a', mark: '1', isMoving: true }, read)).toBe(1);
  expect(await remembered(reader, { key: 'a', mark: '2', isMoving: true }, read)).toBe(2);
});

it('reads at once where it moves no more: what is shown then stays', async () => {
  const [reader, read] = [newReader(), reading(100)];
  expect(await remembered(reader, { key: 'a', mark: '1', isMoving: true }, read)).toBe(1);
  expect(await remembered(reader, { key: 'a', mark: '2', isMoving: false }, read)).toBe(2);
});

it('shares one reading among those who ask at the same time, and keeps none that failed', async () => {
  const reader = newReader();
  const about = { key: 'a', mark: '1', isMoving: false };
  let readings = 0;
  const read = async (): Promise<number> => {
    readings += 1;
    await Promise.resolve();
    if (readings === 1) throw new Error('the database is unreachable');
    return readings;
  };
  const both = await Promise.allSettled([remembered(reader, about, read), remembered(reader, about, read)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(readings).toBe(1);
  expect(await remembered(reader, about, read)).toBe(2);
});

it('shares a reading that is under way, also with those who ask when more has changed', async () => {
  const [reader, read] = [newReader(), reading(10)];
  const ask = (mark: string) => remembered(reader, { key: 'a', mark, isMoving: true }, read);
  expect(await Promise.all([ask('1'), ask('2')])).toEqual([1, 1]);
});

it('keeps studies and readers apart', async () => {
  const [one, other, read] = [newReader(), newReader(), reading(10)];
  const about = { key: 'a', mark: '1', isMoving: false };
  expect(await remembered(one, about, read)).toBe(1);
  expect(await remembered(one, { ...about, key: 'b' }, read)).toBe(2);
  expect(await remembered(other, about, read)).toBe(3);
});
