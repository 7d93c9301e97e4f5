import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forgetImagesFolder, imagesFolder, rememberImagesFolder } from '../src/models/images-folder.js';

async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-images-folder-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

test('what continues a study finds its images where they were, by a whole path, until the study is deleted', async () => {
  const home = await newHome();
  const settings = { home, dataDir: undefined };
  expect(await imagesFolder(settings, 'mnist-28')).toBeUndefined();
  await rememberImagesFolder(home, 'mnist-28', 'data');
  expect(await imagesFolder(settings, 'mnist-28')).toBe(join(process.cwd(), 'data'));
  expect(await imagesFolder(settings, 'another')).toBeUndefined();
  await forgetImagesFolder(home, 'mnist-28');
  expect(await imagesFolder(settings, 'mnist-28')).toBeUndefined();
});

test('a flag and RAM_SWEEP_DATA_DIR have the say, in this order', async () => {
  const home = await newHome();
  await rememberImagesFolder(home, 'mnist-28', '/remembered');
  expect(await imagesFolder({ home, dataDir: '/variable' }, 'mnist-28')).toBe('/variable');
  expect(await imagesFolder({ home, dataDir: '/variable' }, 'mnist-28', '/flag')).toBe('/flag');
});

test('a file that is damaged is as none', async () => {
  const home = await newHome();
  await mkdir(join(home, 'sweeps'));
  await writeFile(join(home, 'sweeps', 'mnist-28.images'), '{ "dataDir": 7 }');
  expect(await imagesFolder({ home, dataDir: undefined }, 'mnist-28')).toBeUndefined();
});
