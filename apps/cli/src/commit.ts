import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The checkout's folder; where the program is installed, its package's. */
const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The commit of the checkout that this program runs in, with a word where files differ; null outside one. An installed
 * program may be in the checkout of another project, whose commit says nothing of it.
 */
export async function checkoutCommit(): Promise<string | null> {
  try {
    const [top, project] = await Promise.all([
      git('rev-parse', '--show-toplevel').then(realpath),
      realpath(PROJECT),
    ]);
    if (top !== project) return null;
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
  const { stdout } = await promisify(execFile)('git', args, { cwd: PROJECT, timeout: PATIENCE_MS });
  return stdout.trim();
}
