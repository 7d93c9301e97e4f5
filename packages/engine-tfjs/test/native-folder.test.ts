import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeTfjsBackend } from '@ram-sweep/engine-tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Stands for the native package: it registers as that one does, and says which core it registered with. */
const PACKAGE = `
const { KernelBackend, registerBackend } = require('@tensorflow/tfjs-core');
class NativeBackend extends KernelBackend {
  isUsingGpuDevice = false;
}
registerBackend('tensorflow', () => new NativeBackend());
`;

describe('a separate folder for the native library', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ram-sweep-native-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is used, with the core of the engine instead of a second copy', async () => {
    await install('@tensorflow/tfjs-core', 'throw new Error("a second core was loaded");');
    await install('@tensorflow/tfjs-node', PACKAGE);
    expect(await probeTfjsBackend('node', { nativeFolder: folder })).toEqual({
      backend: 'node',
      available: true,
      reason: 'CPU (native TensorFlow)',
    });
  });

  it('whose package does not load says which file, why, and what to do', async () => {
    await install('@tensorflow/tfjs-node', 'throw new Error("libtensorflow.so.2: no such file");');
    const { available, reason } = await probeTfjsBackend('node', { nativeFolder: folder });
    expect(available).toBe(false);
    expect(reason).toContain(join(folder, 'node_modules/@tensorflow/tfjs-node/index.js'));
    expect(reason).toContain('libtensorflow.so.2: no such file');
    expect(reason).toContain('infra/tfjs-native/build.mjs');
  });

  async function install(name: string, source: string): Promise<void> {
    const place = join(folder, 'node_modules', name);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'index.js'), source);
  }
});
