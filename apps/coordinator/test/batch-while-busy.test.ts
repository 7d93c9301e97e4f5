import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchWhileBusy } from '../src/jobs/batch-while-busy.js';

describe('what is asked together', () => {
  it('is handled in one call with everything that came during the call before', async () => {
    const calls: (readonly number[])[] = [];
    const double = batchWhileBusy<number, number>(async (numbers) => {
      calls.push(numbers);
      await sleep(20);
      return numbers.map((number) => 2 * number);
    });
    const first = double(1);
    const others = [double(2), double(3), double(2)];
    expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 4]);
    expect(calls).toEqual([[1], [2, 3, 2]]);
    expect(await double(5)).toBe(10);
  });

  it('fails together, and what comes later does not', async () => {
    const work = batchWhileBusy<string, string>(async (words) => {
      await sleep(5);
      if (words.includes('bad')) throw new Error('no');
      return words;
    });
    const outcomes = await Promise.allSettled(['first', 'bad', 'beside'].map(work));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await work('later')).toBe('later');
  });

  it('is answered each with its own answer, one call at a time, whenever it is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(6), { minLength: 1, maxLength: 20 }), async (delays) => {
        let under = 0;
        const ask = batchWhileBusy<number, string>(async (numbers) => {
          under += 1;
          expect(under).toBe(1);
          await sleep(2);
          under -= 1;
          return numbers.map(String);
        });
        const answers = delays.map(async (delay, index) => {
          await sleep(delay);
          return ask(index);
        });
        expect(await Promise.all(answers)).toEqual(delays.map((_, index) => String(index)));
      }),
      { numRuns: 30 },
    );
  });
});
