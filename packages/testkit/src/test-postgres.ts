import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createDatabase,
  freePort,
  newPostgresCredentials,
  postgresUrl,
  startPostgres,
  type PostgresPlace,
} from '@ram-sweep/services';
import { bootServer, type ServerUnderTest } from './server-under-test.js';

export interface TestPostgres extends ServerUnderTest {
  /** A database of this server, as its owner. */
  readonly url: string;
  /** Makes an empty database; returns its URL, as its owner. */
  createDatabase(): Promise<string>;
  /** The URL of the same database for the role that may only read. */
  readerUrl(url: string): string;
}

/** Boots a real Postgres, set up as the embedded one is, but for its data being on the disk at every commit. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const port = await freePort();
  const credentials = newPostgresCredentials();
  const placeIn = (directory: string): PostgresPlace => ({
    directory: join(directory, 'postgres'),
    name: 'ram-sweep-test',
    port,
    credentials,
  });
  const server = await bootServer(async (directory, onSpawn) => {
    await mkdir(join(directory, 'postgres'), { recursive: true, mode: 0o700 });
    const logFile = join(directory, 'postgres.log');
    await startPostgres({ ...placeIn(directory), logFile, durable: false, onSpawn });
  });
  const place = placeIn(server.directory);
  let databases = 0;
  return {
    ...server,
    url: postgresUrl(place, 'owner'),
    createDatabase: async () => {
      const name = `test_${(databases += 1)}`;
      await createDatabase(place, name);
      return postgresUrl(place, 'owner', name);
    },
    readerUrl: (url) => postgresUrl(place, 'reader', new URL(url).pathname.slice(1)),
  };
}
