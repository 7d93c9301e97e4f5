import { readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { SERVICE_NAMES, type ServiceName } from './errors.js';
import type { Home } from './home.js';

/*
 * borrowed.json: the servers of a home that were started for reading alone, by commands that end them again. Anyone who
 * changes it holds the lock of the home.
 */
const schema = z.object({ servers: z.array(z.enum(SERVICE_NAMES)) });

/** Empty where none was; so is a file that cannot be read, as those servers are then left as they are. */
export async function readBorrowed({ borrowed }: Home): Promise<readonly ServiceName[]> {
  try {
    return schema.parse(JSON.parse(await readFile(borrowed, 'utf8'))).servers;
  } catch {
    return [];
  }
}

export async function writeBorrowed({ borrowed }: Home, servers: readonly ServiceName[]): Promise<void> {
  if (servers.length === 0) await rm(borrowed, { force: true });
  else await writeFile(borrowed, JSON.stringify({ servers }), { mode: 0o600 });
}
