import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const packager = join(root, 'infra', 'package', 'build.mjs');

/**
 * Tests import the source; what they spawn, programs and threads, is built first, so that no stale build can pass.
 * Tests of whole programs start them as people do, from the package: hundreds of times, each for 0.2 s of processor
 * time where the checkout takes 0.4 s. TEST_PACKAGE is its folder. Returns what removes that.
 */
export function setup(): () => void {
  runNode([compiler, '-b'], 'the sources do not compile');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ram-sweep-package-')));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    runNode([packager, '--unpacked', folder], 'the programs cannot be bundled');
  } catch (error) {
    remove();
    throw error;
  }
  // Packages that are not inside the bundle are found as beside an installed one, and so is the command.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync('ram-sweep.js', join(folder, 'bin', 'ram-sweep'));
  process.env['TEST_PACKAGE'] = folder;
  return remove;
}

function runNode(args: readonly string[], failure: string): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(failure);
}
