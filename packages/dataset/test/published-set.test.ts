import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DatasetError, DatasetMissingError } from '../src/errors.js';
import { findInDataDir } from '../src/published/published-files.js';
import { checkSetFiles, openPublishedSet } from '../src/published/published-set.js';
import { smallSet, writeFiles } from './idx-files.js';
import { serving, startMirror } from './mirror-server.js';
import { temporaryFolder } from './temporary-folder.js';

const { set, content } = smallSet();
const unpacked = new Map([...content].map(([name, bytes]) => [name.replace('.gz', ''), gunzipSync(bytes)]));

describe('a data folder', () => {
  test.each([
    ['DIR/mnist', 'mnist', content],
    ['DIR/mnist, unpacked', 'mnist', unpacked],
    ['DIR itself', '', content],
    ['DIR itself, unpacked', '', unpacked],
  ])('is read as %s', async (_, below, files) => {
    const dataDir = await temporaryFolder();
    await writeFiles(join(dataDir, below), files);
    const opened = await openPublishedSet(set, { dataDir, cacheDir: dataDir, download: false });
    expect(opened.folder).toBe(join(dataDir, below));
    expect([opened.train.count, opened.test.count]).toEqual([20, 10]);
    expect([...opened.test.labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('that does not exist is an error, not a reason to look elsewhere', async () => {
    const cacheDir = await temporaryFolder();
    await writeFiles(join(cacheDir, 'mnist'), content);
    const dataDir = join(cacheDir, 'typo');
    await expect(openPublishedSet(set, { dataDir, cacheDir })).rejects.toThrow(`${dataDir} does not exist`);
  });

  test('with a part of the set is an error that names the rest', async () => {
    const dataDir = await temporaryFolder();
    await writeFiles(join(dataDir, 'mnist'), content);
    await rm(join(dataDir, 'mnist', 't10k-labels-idx1-ubyte.gz'));
    await expect(openPublishedSet(set, { dataDir, cacheDir: dataDir })).rejects.toThrow(
      /mnist has only part of mnist: t10k-labels-idx1-ubyte\.gz missing/,
    );
  });

  test('with the files of another set is an error', async () => {
    const other = smallSet(3);
    const dataDir = await temporaryFolder();
    await writeFiles(dataDir, other.content);
    const opening = openPublishedSet(set, { dataDir, cacheDir: dataDir }, [set, other.set]);
    await expect(opening).rejects.toThrow(/labels of fashion-mnist, not of mnist/);
    const { paths } = (await findInDataDir(set, dataDir))!;
    await expect(checkSetFiles(set, paths, [set, other.set])).rejects.toThrow(/labels of fashion-mnist/);
    await checkSetFiles(set, paths, [set]);
  });

  test('without the set gives way to the cache', async () => {
    const folder = await temporaryFolder();
    const [dataDir, cacheDir] = [join(folder, 'data'), join(folder, 'cache')];
    await mkdir(dataDir);
    await writeFiles(join(cacheDir, 'mnist'), content);
    const opened = await openPublishedSet(set, { dataDir, cacheDir, download: false });
    expect(opened.folder).toBe(join(cacheDir, 'mnist'));
  });
});

describe('the cache', () => {
  test('is filled once and then used', async () => {
    const cacheDir = await temporaryFolder();
    const asked: string[] = [];
    const mirror = await startMirror((request, response) => {
      asked.push(request.url ?? '');
      serving(content)(request, response);
    });
    const online = { ...set, mirrors: [mirror] };
    const first = await openPublishedSet(online, { cacheDir });
    const second = await openPublishedSet(online, { cacheDir });
    expect(asked).toHaveLength(4);
    expect(second).toEqual(first);
  });

  test('downloads a damaged file again, and only that', async () => {
    const cacheDir = await temporaryFolder();
    await writeFiles(join(cacheDir, 'mnist'), content);
    const damaged = join(cacheDir, 'mnist', 't10k-images-idx3-ubyte.gz');
    const bytes = await readFile(damaged);
    await writeFile(damaged, bytes.fill(0, 20, 21));
    const asked: string[] = [];
    const mirror = await startMirror((request, response) => {
      asked.push(request.url ?? '');
      serving(content)(request, response);
    });
    const opened = await openPublishedSet({ ...set, mirrors: [mirror] }, { cacheDir });
    expect(asked).toEqual(['/t10k-images-idx3-ubyte.gz']);
    expect(opened.test.count).toBe(10);
  });

  test('continues after an abort with the files that are there', async () => {
    const cacheDir = await temporaryFolder();
    const online = { ...set, mirrors: [await startMirror(serving(content))] };
    const abort = new AbortController();
    const reason = new Error('enough');
    const aborted = openPublishedSet(online, {
      cacheDir,
      signal: abort.signal,
      onProgress: ({ file }) => file.startsWith('train-labels') && abort.abort(reason),
    });
    await expect(aborted).rejects.toBe(reason);
    const files: string[] = [];
    await openPublishedSet(online, { cacheDir, onProgress: ({ file }) => files.push(file) });
    expect(files).not.toContain('train-images-idx3-ubyte.gz');
    expect(files).toContain('t10k-images-idx3-ubyte.gz');
  });
});

describe('a missing set', () => {
  const wayOut = /Get train-images-idx3-ubyte\.gz, .*--data-dir DIR.*glyphs, which needs no download/s;

  test('and cannot be downloaded: the error says what failed and the ways out', async () => {
    const cacheDir = await temporaryFolder();
    const mirrors = [await startMirror(serving(new Map()))];
    const opening = openPublishedSet({ ...set, mirrors }, { cacheDir });
    await expect(opening).rejects.toThrow(DatasetMissingError);
    await expect(opening).rejects.toThrow(wayOut);
    await expect(opening).rejects.toThrow('HTTP 404');
    await expect(opening).rejects.toMatchObject({ dataset: 'mnist', retryable: true });
  });

  test('and must not be downloaded: the error says so', async () => {
    const cacheDir = await temporaryFolder();
    const opening = openPublishedSet(set, { cacheDir, download: false });
    await expect(opening).rejects.toThrow('downloading is off');
    await expect(opening).rejects.toThrow(wayOut);
    await expect(opening).rejects.toMatchObject({ retryable: false });
  });
});

test('a renamed pair with other counts is refused', async () => {
  const dataDir = await temporaryFolder();
  await writeFiles(dataDir, content);
  await rename(join(dataDir, 't10k-labels-idx1-ubyte.gz'), join(dataDir, 'train-labels-idx1-ubyte.gz'));
  await writeFile(join(dataDir, 't10k-labels-idx1-ubyte.gz'), content.get('t10k-labels-idx1-ubyte.gz')!);
  await expect(openPublishedSet(set, { dataDir, cacheDir: dataDir })).rejects.toThrow(DatasetError);
});
