import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { restoreLinks } from '../../src/postgres/restore-links.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ram-sweep-links-'));
  await mkdir(join(folder, 'native', 'lib'), { recursive: true });
  await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'a library');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const list = (links: unknown): Promise<void> =>
  writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
const link = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' };

describe('a package of Postgres whose install script did not run', () => {
  it('gets the links that it lists, which can be moved with it', async () => {
    await list([link]);
    await restoreLinks(folder);
    expect(await readFile(join(folder, link.target), 'utf8')).toBe('a library');
    expect(await readlink(join(folder, link.target))).toBe('libpq.so.5.18');
  });

  it('keeps those that it has', async () => {
    await list([link]);
    await writeFile(join(folder, link.target), 'another');
    await restoreLinks(folder);
    expect(await readFile(join(folder, link.target), 'utf8')).toBe('another');
  });

  it('may list none', async () => {
    await restoreLinks(folder);
  });

  it('says so where one cannot be made', async () => {
    await list([{ ...link, target: 'native/missing/libpq.so.5' }]);
    await expect(restoreLinks(folder)).rejects.toThrow(/cannot link Postgres's libraries .*missing/);
  });
});
