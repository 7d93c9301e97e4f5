import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DatasetError, DatasetMissingError } from '../src/errors.js';
import { findImageSets, openImageSet } from '../src/image-set.js';
import { imagesFile, labelsFile, writeFiles } from './idx-files.js';
import { temporaryFolder } from './temporary-folder.js';

/** A data folder with 20 training and 10 test images in place of MNIST. */
async function dataFolder(): Promise<string> {
  const dataDir = await temporaryFolder();
  await writeFiles(
    join(dataDir, 'mnist'),
    new Map([
      ['train-images-idx3-ubyte', imagesFile(20)],
      ['train-labels-idx1-ubyte', labelsFile(20)],
      ['t10k-images-idx3-ubyte', imagesFile(10)],
      ['t10k-labels-idx1-ubyte', labelsFile(10)],
    ]),
  );
  return dataDir;
}

test('a set can be cut to its first images', async () => {
  const dataDir = await dataFolder();
  const spec = { name: 'mnist', canvas: 'plain', train: 12 } as const;
  const set = await openImageSet(spec, { dataDir, cacheDir: dataDir });
  expect(set).toMatchObject({ name: 'mnist', source: join(dataDir, 'mnist'), classes: 10 });
  expect([set.train.count, set.test.count]).toEqual([12, 10]);
  expect([set.train.pixels.length, set.train.labels.length]).toEqual([12 * 784, 12]);
});

test('a set with fewer images than are asked for is an error', async () => {
  const dataDir = await dataFolder();
  const spec = { name: 'mnist', canvas: 'plain', test: 11 } as const;
  const opening = openImageSet(spec, { dataDir, cacheDir: dataDir });
  await expect(opening).rejects.toThrow(DatasetError);
  await expect(opening).rejects.toThrow('dataset.test asks for 11 images, but the set has 10');
});

test('a missing set is an error if downloading is off', async () => {
  const cacheDir = await temporaryFolder();
  const opening = openImageSet({ name: 'fashion-mnist', canvas: 'plain' }, { cacheDir, download: false });
  await expect(opening).rejects.toThrow(DatasetMissingError);
  await expect(opening).rejects.toThrow(/fashion-mnist is not in/);
});

test('finding says for each set where it would come from', async () => {
  const dataDir = await dataFolder();
  // Of the right size but not as published, so the cache would download it again.
  const cacheDir = await temporaryFolder();
  await mkdir(join(cacheDir, 'fashion-mnist'));
  await writeFile(join(cacheDir, 'fashion-mnist', 't10k-labels-idx1-ubyte.gz'), Buffer.alloc(5_148));
  expect(await findImageSets({ dataDir, cacheDir })).toEqual([
    {
      name: 'mnist',
      available: true,
      source: join(dataDir, 'mnist'),
      inDataDir: true,
      train: 60_000,
      test: 10_000,
      // 16 + 20 · 784, 8 + 20, 16 + 10 · 784, 8 + 10
      bytes: 15_696 + 28 + 7_856 + 18,
    },
    {
      name: 'fashion-mnist',
      available: false,
      source: 'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
      inDataDir: false,
      train: 60_000,
      test: 10_000,
      bytes: 30_878_645,
    },
    {
      name: 'glyphs',
      available: true,
      source: 'glyphs drawn by ram-sweep (not MNIST)',
      inDataDir: null,
      train: 6_000,
      test: 1_000,
      bytes: 0,
    },
  ]);
});

test('finding says what is wrong with a data folder', async () => {
  const cacheDir = await temporaryFolder();
  const [mnist] = await findImageSets({ dataDir: join(cacheDir, 'typo'), cacheDir });
  expect(mnist).toMatchObject({ available: false, source: expect.stringContaining('does not exist') });
});

test('finding tells of labels that are none', async () => {
  const dataDir = await dataFolder();
  const labels = join(dataDir, 'mnist', 'train-labels-idx1-ubyte');
  await writeFile(labels, 'no labels');
  await rm(`${labels}.gz`, { force: true });
  const [mnist] = await findImageSets({ dataDir, cacheDir: dataDir });
  expect(mnist).toMatchObject({ available: false, inDataDir: true, source: expect.stringContaining(labels) });
});
