import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A file that one process at a time can have in place, by which others know that something is in its hands. */
export interface LockFile {
  readonly path: string;
  /** What the file says of who has it. No two that ever try for this path write the same. */
  readonly content: string;
  /** Whether who wrote such a content is still there. The lock of one that is not is taken over. */
  readonly isHeld: (content: string) => Promise<boolean>;
}

/** The lock, or what the file of its holder says. */
export type LockAttempt =
  { readonly holder: null; readonly release: () => Promise<void> } | { readonly holder: string };

/** While another is about to remove an abandoned lock, which takes a millisecond. */
const LOOK_AGAIN_MS = 5;

/** Takes the lock unless somebody holds it. Of several that try at once, whatever they find, one succeeds. */
export async function tryLockFile(lock: LockFile): Promise<LockAttempt> {
  const { path, content, isHeld } = lock;
  while (!(await putInPlace(path, content))) {
    const holder = await readIfThere(path);
    if (holder === null) continue;
    if (await isHeld(holder)) return { holder };
    await removeAbandoned(lock, holder);
  }
  return { holder: null, release: () => removeIfSame(path, content) };
}

/**
 * Several may find the same dead holder, and one that is late must not remove the lock of a successor. So the right to
 * remove this holder's file is a lock as well: nobody else removes that file, and it is looked at once more under it.
 * One that died with the right in its hands has left a lock that is abandoned like any other.
 */
async function removeAbandoned(lock: LockFile, found: string): Promise<void> {
  const name = createHash('sha256').update(found).digest('hex').slice(0, 16);
  const right = await tryLockFile({ ...lock, path: `${lock.path}.${name}.abandoned` });
  if (right.holder !== null) {
    await sleep(LOOK_AGAIN_MS);
    return;
  }
  try {
    await removeIfSame(lock.path, found);
  } finally {
    await right.release();
  }
}

/** The file appears with all of its content or not at all, because it is linked into place. */
async function putInPlace(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** A lock that a person has deleted may be another's by now. */
async function removeIfSame(path: string, content: string): Promise<void> {
  if ((await readIfThere(path)) === content) await rm(path, { force: true });
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
