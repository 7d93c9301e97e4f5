import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const engines = createRequire(import.meta.url).resolve('@ram-sweep/engines/measure');

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

/** Not compared with ORT_DISABLE_TELEMETRY=0, which leaves an identifier and a queue of events: it would send them. */
test('a training on ONNX Runtime leaves no identifier of the device, as the telemetry of that library would', async () => {
  const train = `const { measureEngine } = await import('${engines}'); await measureEngine('onnx'); process.exit();`;
  expect(await writtenBy(train)).toEqual([]);
});
