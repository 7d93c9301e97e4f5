import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  natsCredentialsSchema,
  newNatsCredentials,
  newPostgresCredentials,
  postgresCredentialsSchema,
} from './credentials.js';
import { ServicesHomeError } from './errors.js';
import { joiningSchema } from './joining/joining-record.js';
import { freePort } from './process/ports.js';

const server = {
  port: z.number().int().min(1).max(65_535),
  pid: z.number().int().min(2).nullable(),
  version: z.string().nullable(),
};

/**
 * services.json: what is needed to reach the servers and to start them again.
 * Process ids and versions are for people; which process a server is, its own pid file says.
 */
const recordSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().regex(/^ram-sweep-[a-z0-9]+$/),
  postgres: z.strictObject({ ...server, credentials: postgresCredentialsSchema }),
  nats: z.strictObject({ ...server, credentials: natsCredentialsSchema }),
  /** There once the home has listened for workers on other machines. */
  joining: joiningSchema.optional(),
});

export type ServicesRecord = Readonly<z.infer<typeof recordSchema>>;

/** Passwords, ports and a name for servers that have never run. */
export async function newRecord(): Promise<ServicesRecord> {
  const stopped = { pid: null, version: null };
  return {
    format: 1,
    name: `ram-sweep-${randomBytes(6).toString('hex')}`,
    postgres: { ...stopped, port: await freePort(), credentials: newPostgresCredentials() },
    nats: { ...stopped, port: await freePort(), credentials: newNatsCredentials() },
  };
}

/** null: there is none. Throws ServicesHomeError for one that is damaged, and what reading it throws. */
export async function readRecord(path: string): Promise<ServicesRecord | null> {
  const text = await readIfThere(path);
  if (text === null) return null;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ServicesHomeError(
      path,
      `${path} is damaged: it is not the record of this ram-sweep's servers any more; ` +
        'put it back from a copy, or move its whole directory aside to start over without the studies in it',
      { cause },
    );
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    if (failure.code === 'ENOENT') return null;
    // Of a folder in its place Node does not say the path.
    failure.path ??= path;
    throw failure;
  }
}

/** The file is whole at any moment, and only its owner may read it. */
export async function writeRecord(path: string, record: ServicesRecord): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}
