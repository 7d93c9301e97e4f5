import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { findNatsServer } from '../src/index.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ram-sweep-find-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
});

/** A program that says it is nats-server of this version, in the way the real one does. */
async function pretend(folder: string, version: string): Promise<string> {
  await mkdir(join(directory, folder), { recursive: true });
  const path = join(directory, folder, 'nats-server');
  await writeFile(path, `#!/bin/sh\necho "nats-server: v${version}"\n`, { mode: 0o755 });
  return path;
}

const offline = () => ({
  cacheDir: join(directory, 'cache'),
  searchPath: [join(directory, 'bin')],
  download: false,
});

test('the one on the path comes before the one in the cache', async () => {
  await pretend('cache', '2.11.8');
  const path = await pretend('bin', '2.10.0');
  expect(await findNatsServer(offline())).toEqual({ path, version: '2.10.0', source: 'the PATH' });
});

test('one that is too old is passed over', async () => {
  await pretend('bin', '2.8.4');
  const path = await pretend('cache', '2.9.10');
  expect(await findNatsServer(offline())).toMatchObject({ path, version: '2.9.10' });
});

test('a path that is asked for is taken, or nothing', async () => {
  await pretend('bin', '2.10.0');
  const path = await pretend('elsewhere', '2.12.1');
  expect(await findNatsServer({ ...offline(), path })).toMatchObject({ path, version: '2.12.1' });
  await expect(findNatsServer({ ...offline(), path: join(directory, 'absent') })).rejects.toThrow(
    /absent: there is no such program/,
  );
});

test('where there is none, every place is named with its reason, and the way out', async () => {
  const old = await pretend('bin', '2.8.4');
  await expect(findNatsServer(offline())).rejects.toMatchObject({
    name: 'NatsServerNotFoundError',
    searched: [
      { place: 'the PATH', reason: `${old} is version 2.8.4, which is too old` },
      { place: join(directory, 'cache', 'nats-server'), reason: 'there is no such program' },
    ],
    message: expect.stringMatching(/apt-get install nats-server.*brew install nats-server/),
  });
});

// Only Linux has a folder that takes no other.
test.runIf(existsSync('/proc/self'))(
  'a cache that cannot be made is named before anything is fetched',
  async () => {
    const said: string[] = [];
    const finding = findNatsServer({
      cacheDir: '/proc/none/ram-sweep',
      searchPath: [],
      onProgress: (line) => said.push(line),
    });
    await expect(finding).rejects.toMatchObject({
      searched: expect.arrayContaining([
        { place: 'the releases on GitHub', reason: 'no folder can be made in /proc' },
      ]),
    });
    expect(said).toEqual([]);
  },
);
