import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** What a program has loaded by its end: how many modules, and of which packages, ours without their scope. */
export interface LoadedModules {
  readonly count: number;
  readonly packages: readonly string[];
}

/**
 * Runs Node with nothing on standard input to its end, and reads from V8's coverage what it has loaded. Its processes
 * write a file each; the first program's own is the one that is asked for.
 */
export async function loadedModules(...args: readonly string[]): Promise<LoadedModules> {
  const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-modules-'));
  try {
    const env = { ...process.env, NODE_V8_COVERAGE: folder };
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
    await once(child, 'close');
    const own = (await readdir(folder)).find((file) => file.startsWith(`coverage-${child.pid}-`));
    const { result } = JSON.parse(await readFile(join(folder, own ?? ''), 'utf8')) as Coverage;
    const urls = result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    return { count: urls.length, packages: [...new Set(urls.map(packageOf))].toSorted() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `drizzle-orm`, `@scope/name`, or of our own `packages/store`. */
function packageOf(url: string): string {
  const [, installed] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  const [own] = /(?:packages|apps)\/[^/]+/.exec(url) ?? [];
  return installed ?? own ?? url;
}
