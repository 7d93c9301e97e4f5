import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { libraryVersion } from '../src/index.js';

test.each([
  ['onnx', '1.30.0'],
  ['tfjs-wasm', '4.22.0'],
] as const)('the library of %s has the version in the dependencies', (engine, version) => {
  expect(libraryVersion(engine)).toBe(version);
});

/** A package whose `exports` let nobody read its package.json, as many do. */
async function installed(name: string, version: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'library-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const home = join(folder, 'node_modules', name);
  await mkdir(join(home, 'dist'), { recursive: true });
  await writeFile(join(home, 'package.json'), JSON.stringify({ name, version, exports: './dist/index.js' }));
  await writeFile(join(home, 'dist', 'index.js'), '');
  // A package.json without a name, which says what the files below it are.
  await writeFile(join(home, 'dist', 'package.json'), '{"type":"commonjs"}');
  return folder;
}

test('a native library in a separate folder is found, even behind exports', async () => {
  expect(libraryVersion('tfjs-gpu', await installed('@tensorflow/tfjs-node-gpu', '4.21.7'))).toBe('4.21.7');
});

test('the GPU package replaces the CPU package, as it does when it is opened', async () => {
  expect(libraryVersion('tfjs-node', await installed('@tensorflow/tfjs-node-gpu', '4.21.7'))).toBe('4.21.7');
});

test('a library that is not installed has no version', async () => {
  expect(libraryVersion('tfjs-gpu', await installed('other', '1.0.0'))).toBeNull();
});
