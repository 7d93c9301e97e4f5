import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { tryLockFile } from '../../src/process/lock-file.js';

let path: string;
/** Contents whose writers live. */
const alive = new Set<string>();

beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ram-sweep-lock-file-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  path = join(directory, 'lock');
  alive.clear();
});

const isHeld = (content: string) => Promise.resolve(alive.has(content));

/** One that lives and tries for the lock. */
async function contend(content: string) {
  alive.add(content);
  return { content, ...(await tryLockFile({ path, content, isHeld })) };
}

const contenders = (round: number) => Array.from({ length: 8 }, (_, index) => `${round}.${index}`);
const files = () => readdir(dirname(path));

test('who comes second learns who has it, and gets it when that one has let go', async () => {
  const first = await contend('first');
  expect(await contend('second')).toEqual({ content: 'second', holder: 'first' });
  if (first.holder === null) await first.release();
  expect(await contend('second')).toMatchObject({ holder: null });
});

test('letting go leaves the lock of another alone, after a person has deleted the first', async () => {
  const first = await contend('first');
  await rm(path);
  await contend('second');
  if (first.holder === null) await first.release();
  expect(await readFile(path, 'utf8')).toBe('second');
});

test('of many that find a lock free, or the same dead holder, one gets it: round after round', async () => {
  for (let round = 0; round < 50; round += 1) {
    const attempts = await Promise.all(contenders(round).map(contend));
    const [winner, ...more] = attempts.filter(({ holder }) => holder === null);
    expect(more).toEqual([]);
    const others = attempts.filter((attempt) => attempt !== winner);
    expect(others.map(({ holder }) => holder)).toEqual(others.map(() => winner?.content));
    expect(await files()).toEqual([basename(path)]);
    // All die, the winner with the lock in its hands.
    alive.clear();
  }
});

test('one that died while it removed the lock of a dead holder is in nobody’s way', async () => {
  const right = createHash('sha256').update('dead').digest('hex').slice(0, 16);
  await writeFile(path, 'dead');
  await writeFile(`${path}.${right}.abandoned`, 'dead as well');
  const attempts = await Promise.all(contenders(0).map(contend));
  expect(attempts.filter(({ holder }) => holder === null)).toHaveLength(1);
  expect(await files()).toEqual([basename(path)]);
});
