import { expect, test } from 'vitest';
import { withLife } from '../../src/progress/life.js';

const screenOf = (canRedraw: boolean, columns = 80) => {
  const written: string[] = [];
  return { written, screen: { write: (text: string) => void written.push(text), canRedraw, columns } };
};
const CLEAR_LINE = '\r\u001B[K';
/** Every moment is long enough to be shown. */
const atOnce = { patienceMs: 0, redrawEveryMs: 60_000, lineEveryMs: 60_000 };
const soon = { patienceMs: 0, redrawEveryMs: 1, lineEveryMs: 1 };

/** A task that runs until its signs of life have been seen. */
const until = (isSeen: () => boolean) => async () => {
  while (!isSeen()) await new Promise((resolve) => setTimeout(resolve, 1));
  return 'done';
};

test('on a terminal a line is drawn over, with what is going on, and gone at the end', async () => {
  const { written, screen } = screenOf(true);
  const result = await withLife(
    'testing',
    (say) => {
      say('trial 3 of 24');
      return Promise.resolve('done');
    },
    { screen, pace: atOnce },
  );
  expect(result).toBe('done');
  expect(written).toHaveLength(2);
  expect(written[0]?.replace(CLEAR_LINE, '')).toMatch(/^\S testing: trial 3 of 24 {2}\d+\.\ds$/);
  expect(written[1]).toBe(CLEAR_LINE);
});

test('the line moves while nothing is said, and never wraps', async () => {
  const { written, screen } = screenOf(true, 10);
  await withLife(
    'a task of a long name',
    until(() => written.length > 2),
    { screen, pace: soon },
  );
  expect(written[0]).not.toBe(written[1]);
  expect(written.every((text) => text.replace(CLEAR_LINE, '').length <= 9)).toBe(true);
});

test('elsewhere there is a line every so often, without control characters', async () => {
  const { written, screen } = screenOf(false);
  await withLife(
    'testing',
    until(() => written.length > 1),
    { screen, pace: soon },
  );
  expect(written[0]).toMatch(/^testing \(\d+\.\ds\)\n$/);
  expect(written.join('')).not.toContain('\u001B');
  expect(written.join('')).not.toContain('\r');
});

test('what is over soon shows nothing, and what fails leaves nothing behind', async () => {
  const { written, screen } = screenOf(true);
  await withLife('quick', (say) => Promise.resolve(say('one')), {
    screen,
    pace: { ...atOnce, patienceMs: 60_000 },
  });
  expect(written).toEqual([]);
  const failing = withLife(
    'broken',
    (say) => {
      say('one');
      return Promise.reject(new Error('it broke'));
    },
    { screen, pace: atOnce },
  );
  await expect(failing).rejects.toThrow('it broke');
  expect(written.at(-1)).toBe(CLEAR_LINE);
});
