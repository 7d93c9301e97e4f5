import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder } from '../src/make-folder.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-folders-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('makes a folder with those above it, and says which was the first', async () => {
  const path = join(folder, 'a', 'b', 'c');
  expect(await makeFolder(path, 0o700)).toBe(join(folder, 'a'));
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(await makeFolder(path)).toBeUndefined();
});

it('makes one for all that try at once', async () => {
  const path = join(folder, 'at', 'once');
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
  expect((await stat(path)).isDirectory()).toBe(true);
});

it('does not take a file for a folder', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

// Only Linux has a folder that takes no other.
it.runIf(existsSync('/proc/self'))('gives up in a folder that takes no other', async () => {
  await expect(makeFolder('/proc/none/below')).rejects.toMatchObject({ syscall: 'mkdir' });
});
