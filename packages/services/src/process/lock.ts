import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ServicesHomeError, ServicesLockedError } from '../errors.js';
import { tryLockFile, type LockFile } from './lock-file.js';
import { isSameProcess, processStart } from './process.js';
import { isSameOrMoved } from './same-folder.js';

/** Starting both servers takes a second; downloading one first takes longer. */
const PATIENCE_MS = 180_000;
const LOOK_AGAIN_MS = 25;

const ownerSchema = z.object({
  pid: z.number().int(),
  start: z.string().nullable(),
  id: z.uuid(),
  /** Where it took the lock. In a copy of that folder it has none. */
  folder: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

interface Waiting {
  /** Told once, with the id of the process that has the lock. */
  readonly onWait?: (pid: number) => void;
  /** Three minutes by default. */
  readonly patienceMs?: number;
}

/**
 * Runs `action` while no other process holds the lock file at `path`.
 * A lock whose owner died is taken over. Throws ServicesLockedError when the owner lives but does not let go, and
 * ServicesHomeError for a file that is no lock of ours.
 */
export async function withLock<T>(path: string, action: () => Promise<T>, waiting: Waiting = {}): Promise<T> {
  const release = await acquire(path, waiting);
  try {
    return await action();
  } finally {
    await release();
  }
}

async function acquire(
  path: string,
  { onWait, patienceMs = PATIENCE_MS }: Waiting,
): Promise<() => Promise<void>> {
  const [start, folder] = await Promise.all([processStart(process.pid), realpath(dirname(path))]);
  const me: Owner = { pid: process.pid, start, id: randomUUID(), folder };
  const lock: LockFile = {
    path,
    content: JSON.stringify(me),
    isHeld: (text) => holds(path, readOwner(path, text)),
  };
  const deadline = performance.now() + patienceMs;
  for (let told = false; ; told = true) {
    const attempt = await tryLockFile(lock);
    if (attempt.holder === null) return attempt.release;
    const { pid } = readOwner(path, attempt.holder);
    if (!told) onWait?.(pid);
    if (performance.now() > deadline) throw new ServicesLockedError(path, pid);
    await sleep(LOOK_AGAIN_MS);
  }
}

function readOwner(path: string, text: string): Owner {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServicesHomeError(path, `${path} is not a lock of ram-sweep; delete it and try again`, {
      cause,
    });
  }
}

const holds = async (path: string, { pid, start, folder }: Owner): Promise<boolean> =>
  (await isSameProcess(pid, start)) && isSameOrMoved(dirname(path), folder);
