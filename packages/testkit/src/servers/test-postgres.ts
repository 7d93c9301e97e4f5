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
import type { TestCertificate } from './certificates.js';
import { bootServer, type ServerUnderTest } from './server-under-test.js';

export interface TestPostgres extends ServerUnderTest {
  /** A database of this server, as its owner. */
  readonly url: string;
  /** Makes an empty database; returns its URL, as its owner. */
  createDatabase(): Promise<string>;
  /** A database of this server, or its own, as the superuser. */
  adminUrl(database?: string): string;
  /** The URL of the same database for the role that may only read. */
  readerUrl(url: string): string;
}

export interface TestPostgresOptions {
  /** It speaks TLS too, with this certificate, which is read again at each restart. */
  readonly tls?: TestCertificate;
  /** Settings that differ from those of the embedded one. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Boots a real Postgres, set up as the embedded one is, but for its data being on the disk at every commit. */
export async function startTestPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const port = await freePort();
  const credentials = newPostgresCredentials();
  const { tls } = options;
  const settings: Record<string, string> = {
    ...(tls ? { ssl: 'on', ssl_cert_file: tls.certFile, ssl_key_file: tls.keyFile } : {}),
    ...options.settings,
  };
  const placeIn = (directory: string): PostgresPlace => ({
    directory: join(directory, 'postgres'),
    name: 'ram-sweep-test',
    port,
    credentials,
  });
  const server = await bootServer(async (directory, onSpawn) => {
    await mkdir(join(directory, 'postgres'), { recursive: true, mode: 0o700 });
    const logFile = join(directory, 'postgres.log');
    await startPostgres({ ...placeIn(directory), logFile, durable: false, settings, onSpawn });
  });
  const place = placeIn(server.directory);
  let databases = 0;
  return {
    ...server,
    url: plain(postgresUrl(place, 'owner')),
    createDatabase: async () => {
      const name = `test_${(databases += 1)}`;
      await createDatabase(place, name);
      return plain(postgresUrl(place, 'owner', name));
    },
    adminUrl: (database) => plain(postgresUrl(place, 'admin', database)),
    readerUrl: (url) => plain(postgresUrl(place, 'reader', new URL(url).pathname.slice(1))),
  };
}

/** As a person writes the address of a server of their own, which is what this one is for the tests. */
function plain(url: string): string {
  const address = new URL(url);
  address.search = '';
  return address.href;
}
