import { access, chmod, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ServicesHomeError } from './errors.js';
import { makeFolder } from '@ram-sweep/protocol/make-folder';

/** Where everything of one pair of private servers lies. */
export interface Home {
  readonly path: string;
  readonly record: string;
  readonly lock: string;
  /** Says which servers run for commands that only read. */
  readonly borrowed: string;
  readonly logs: string;
  readonly postgres: string;
  /** There once the database was made. */
  readonly postgresData: string;
  readonly nats: string;
  /** Of nats-server, for workers on other machines: made when the home first listens for them. */
  readonly certificate: string;
  readonly certificateKey: string;
  /** Says which process is the listener. */
  readonly listenerPid: string;
}

/** Less than this and the servers would stop in the middle of the first study. */
const MINIMUM_FREE_BYTES = 200 * 1024 * 1024;

export function homeAt(path: string): Home {
  const root = resolve(path);
  return {
    path: root,
    record: join(root, 'services.json'),
    lock: join(root, 'services.lock'),
    borrowed: join(root, 'borrowed.json'),
    logs: join(root, 'logs'),
    postgres: join(root, 'postgres'),
    postgresData: join(root, 'postgres', 'data'),
    nats: join(root, 'nats'),
    certificate: join(root, 'nats', 'certificate.pem'),
    certificateKey: join(root, 'nats', 'certificate-key.pem'),
    listenerPid: join(root, 'listener.pid'),
  };
}

/** Creates the directories of `home`, for the owner's eyes only, and checks that there is room. */
export async function prepareHome(home: Home): Promise<void> {
  for (const directory of [home.path, home.logs, home.postgres, home.nats]) {
    await makePrivateDirectory(directory);
  }
  await requireRoom(home);
}

/** The same for one that was made: throws a ServicesHomeError where it is gone, and makes none in its place. */
export async function requireHome(home: Home): Promise<void> {
  if (!(await exists(home.record)))
    throw new ServicesHomeError(home.path, `the home ${home.path} is gone: it was moved, or deleted`);
  await requireRoom(home);
}

async function requireRoom(home: Home): Promise<void> {
  const { bavail, bsize } = await statfs(home.path);
  if (bavail * bsize < MINIMUM_FREE_BYTES) {
    throw new ServicesHomeError(
      home.path,
      `only ${Math.floor((bavail * bsize) / 2 ** 20)} MiB are free on the disk of ${home.path}; ` +
        `the servers need ${MINIMUM_FREE_BYTES / 2 ** 20} MiB: free some space, or choose another home`,
    );
  }
}

/** Whether there is something at this path. Throws where the system does not let us see. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function makePrivateDirectory(directory: string): Promise<void> {
  await makeFolder(directory, 0o700);
  await chmod(directory, 0o700);
}
