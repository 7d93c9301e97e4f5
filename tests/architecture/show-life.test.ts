import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './packages.js';

interface Stream {
  readonly isTTY: boolean;
  readonly write: (text: string) => void;
}
type ShowLife = (
  doing: string,
  began: number,
  to: { stream: Stream; dumb: boolean; lineEveryMs: number },
) => () => void;

const file = pathToFileURL(join(root, 'infra/bootstrap/show-life.mjs')).href;
const { showLife } = (await import(file)) as { showLife: ShowLife };

const CLEAR_LINE = '\r\u001B[K';

/** Shows what has gone on for so many seconds, until something is written. */
async function written(isTTY: boolean, dumb: boolean): Promise<string[]> {
  const texts: string[] = [];
  const stream = { isTTY, write: (text: string) => void texts.push(text) };
  const end = showLife('installing packages', performance.now() - 3_000, { stream, dumb, lineEveryMs: 10 });
  await expect.poll(() => texts.length).toBeGreaterThan(0);
  end();
  return texts;
}

test('what the set-up does for long shows on a terminal that it lives, and leaves no trace', async () => {
  const texts = await written(true, false);
  expect(texts[0]?.replace(CLEAR_LINE, '')).toMatch(/^\S installing packages {2}\d+ s$/);
  expect(texts.at(-1)).toBe(CLEAR_LINE);
});

test('elsewhere it says so on a line now and then', async () => {
  for (const [isTTY, dumb] of [
    [false, false],
    [true, true],
  ] as const)
    expect((await written(isTTY, dumb))[0]).toMatch(/^still installing packages, after \d+ s\n$/);
});
