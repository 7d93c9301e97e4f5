import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The commit of the checkout that this program runs in, with a word where files differ; null outside one. */
export async function checkoutCommit(): Promise<string | null> {
  try {
    const commit = await git('rev-parse', '--short', 'HEAD');
    const changed = await git('status', '--porcelain', '--untracked-files=no');
    return changed === '' ? commit : `${commit} with changes`;
  } catch {
    return null;
  }
}

/** Long enough for any checkout on a disk that answers. */
const PATIENCE_MS = 5_000;

async function git(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, {
    cwd: import.meta.dirname,
    timeout: PATIENCE_MS,
  });
  return stdout.trim();
}
