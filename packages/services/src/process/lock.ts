import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ServicesHomeError, ServicesLockedError } from '../errors.js';
import { isAlive, processStart } from './process.js';

/** Starting both servers takes a second; downloading one first takes longer. */
const PATIENCE_MS = 180_000;

const ownerSchema = z.object({ pid: z.number().int(), start: z.string().nullable(), id: z.uuid() });
type Owner = z.infer<typeof ownerSchema>;

/**
 * Runs `action` while no other process holds the lock file at `path`.
 * A lock whose owner died is taken over. Throws ServicesLockedError when the owner lives but does not let go.
 */
export async function withLock<T>(
  path: string,
  action: () => Promise<T>,
  options: { onWait?: (pid: number) => void; patienceMs?: number } = {},
): Promise<T> {
  await acquire(path, options);
  try {
    return await action();
  } finally {
    await unlink(path);
  }
}

async function acquire(
  path: string,
  options: { onWait?: (pid: number) => void; patienceMs?: number },
): Promise<void> {
  const me: Owner = { pid: process.pid, start: await processStart(process.pid), id: randomUUID() };
  const deadline = performance.now() + (options.patienceMs ?? PATIENCE_MS);
  let told = false;
  while (!(await create(path, me))) {
    const owner = await readOwner(path);
    if (owner === null) continue;
    if (performance.now() > deadline) throw new ServicesLockedError(path, owner.pid);
    if (await lives(owner)) {
      if (!told) options.onWait?.(owner.pid);
      told = true;
    } else {
      await removeAbandoned(path, owner);
    }
    await sleep(25);
  }
}

/** The file appears with its content or not at all, because it is linked into place. */
async function create(path: string, owner: Owner): Promise<boolean> {
  const draft = `${path}.${owner.id}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    return await linkNew(draft, path);
  } finally {
    await unlink(draft);
  }
}

/**
 * Two processes may find the same dead owner. Only the one whose link named after that owner is new may remove
 * the lock, and only if the link shows the owner that was found: otherwise it could remove a successor's.
 */
async function removeAbandoned(path: string, owner: Owner): Promise<void> {
  const claim = `${path}.${owner.id}.abandoned`;
  if (!(await linkNew(path, claim))) return;
  try {
    if ((await readOwner(claim))?.id === owner.id) await unlink(path);
  } finally {
    await unlink(claim);
  }
}

async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
}

/** null: the file is gone by now. */
async function readOwner(path: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ServicesHomeError(path, `${path} is not a lock of ram-sweep; delete it and try again`, {
      cause,
    });
  }
}

async function lives(owner: Owner): Promise<boolean> {
  return (await isAlive(owner.pid)) && (await processStart(owner.pid)) === owner.start;
}
