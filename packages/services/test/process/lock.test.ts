import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { ServicesLockedError } from '../../src/errors.js';
import { withLock } from '../../src/process/lock.js';

let path: string;

beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ram-sweep-lock-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  path = join(directory, 'lock');
});

/** No process has an id above 2 ** 22 (proc(5), pid_max). */
const DEAD = { pid: 2 ** 22 + 1, start: '1', id: '00000000-0000-4000-8000-000000000000', folder: tmpdir() };

test.each([
  ['a free lock', null],
  ['the lock of a dead process', DEAD],
  ['the lock of a dead process whose id lives on in another', { ...DEAD, pid: process.pid }],
])('of many that want %s each has it once and alone', async (_, owner) => {
  if (owner !== null) await writeFile(path, JSON.stringify(owner));
  let inside = 0;
  let most = 0;
  const visit = async (visitor: number) => {
    most = Math.max(most, (inside += 1));
    await turn();
    inside -= 1;
    return visitor;
  };
  const visitors = Array.from({ length: 12 }, (__, index) => index);
  expect(await Promise.all(visitors.map((visitor) => withLock(path, () => visit(visitor))))).toEqual(
    visitors,
  );
  expect(most).toBe(1);
  expect(await readdir(join(path, '..'))).toEqual([]);
});

test('a lock is let go when the action fails', async () => {
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(path, () => Promise.resolve('yes'))).toBe('yes');
});

test('anyone who waits too long learns who has it', async () => {
  const waitedFor: number[] = [];
  await withLock(path, async () => {
    const second = withLock(path, () => Promise.resolve(), {
      patienceMs: 2_000,
      onWait: (pid) => waitedFor.push(pid),
    });
    await expect(second).rejects.toThrow(ServicesLockedError);
  });
  expect(waitedFor).toEqual([process.pid]);
});

test('a lock that was copied with its folder while it was held is free', async () => {
  const copy = join(path, '..', '..', `${basename(dirname(path))}-copy`);
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  await withLock(path, async () => {
    await cp(dirname(path), copy, { recursive: true });
    expect(await withLock(join(copy, 'lock'), () => Promise.resolve('entered'), { patienceMs: 0 })).toBe(
      'entered',
    );
  });
});
