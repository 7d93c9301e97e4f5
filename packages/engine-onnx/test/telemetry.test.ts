import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const engine = createRequire(import.meta.url).resolve('@ram-sweep/engine-onnx');

/** What a program writes into an empty home of its own. */
async function writtenBy(script: string): Promise<string[]> {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-telemetry-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { ORT_DISABLE_TELEMETRY: _, ...env } = process.env;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: home,
    env: { ...env, HOME: home, XDG_CACHE_HOME: join(home, 'cache') },
  });
  return readdir(home, { recursive: true });
}

/** Not compared with the library by itself: that would send events to its maker. */
test('the engine starts ONNX Runtime without its telemetry: it writes no identifier of the device', async () => {
  expect(await writtenBy(`await (await import('${engine}')).probeOnnx(); process.exit()`)).toEqual([]);
});
