import { inSlots } from '@ram-sweep/results';
import { describe, expect, it } from 'vitest';

const at = (seconds: number): Date => new Date(seconds * 1000);

/** An attempt from one second to another; null: it runs. */
const attempt = (trial: number, from: number, to: number | null, slots: number | null) => ({
  trial,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  slots,
});

const shown = (slots: ReturnType<typeof attempt>[][]): string[] =>
  slots.map((slot) =>
    slot
      .map(
        ({ trial, startedAt, endedAt }) =>
          `${trial}: ${startedAt.getTime() / 1000} to ${endedAt === null ? 'now' : endedAt.getTime() / 1000}`,
      )
      .join(', '),
  );

describe('the slots of a worker', () => {
  it('have one attempt each at a time, and the next in the first that is free', () => {
    const attempts = [attempt(0, 0, 10, 2), attempt(1, 5, 20, 2), attempt(2, 10, null, 2)];
    expect(shown(inSlots(attempts))).toEqual(['0: 0 to 10, 2: 10 to now', '1: 5 to 20']);
  });

  it('are no more than it has, though an end is recorded after the next start', () => {
    const one = [attempt(0, 0, 10.1, 1), attempt(1, 10, 20.1, 1), attempt(2, 20, null, 1)];
    expect(shown(inSlots(one))).toEqual(['0: 0 to 10, 1: 10 to 20, 2: 20 to now']);
    const two = [attempt(0, 0, 30, 2), attempt(1, 0, 10.1, 2), attempt(2, 10, 12, 2)];
    expect(shown(inSlots(two))).toEqual(['0: 0 to 30', '1: 0 to 10, 2: 10 to 12']);
  });

  it('show an attempt whose end is not recorded yet as over when the next one starts', () => {
    expect(shown(inSlots([attempt(0, 0, null, 1), attempt(1, 10, null, 1)]))).toEqual([
      '0: 0 to 10, 1: 10 to now',
    ]);
  });

  it('are as many as overlap where nobody knows how many it has', () => {
    const attempts = [attempt(0, 0, 10, null), attempt(1, 5, 20, null), attempt(2, 6, null, null)];
    expect(inSlots(attempts)).toHaveLength(3);
    expect(inSlots([])).toEqual([]);
  });
});
