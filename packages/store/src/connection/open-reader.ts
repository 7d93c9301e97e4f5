import { Client } from 'pg';
import { compileConnection, type Connection, type ConnectOptions } from './options.js';
import { Database, type Reader } from './database.js';
import { SchemaTooNewError, SchemaTooOldError } from '../errors.js';
import { knownMigrations, schemaVersion } from './migrate.js';
import { translateError } from './translate-error.js';

/**
 * Connects for reading. Its sessions are read-only: Postgres refuses every write on them.
 * Throws as openStore does, and SchemaTooOldError where no store was opened with this version yet.
 */
export async function openReader(options: ConnectOptions): Promise<Reader> {
  const connection = compileConnection(options, 'read-only');
  const found = await foundVersion(connection);
  const known = (await knownMigrations()).at(-1)?.version ?? 0;
  if (found > known) throw new SchemaTooNewError(found, known);
  if (found < known) throw new SchemaTooOldError(found, known);
  return new Database(connection);
}

async function foundVersion(connection: Connection): Promise<number> {
  const client = new Client(connection);
  client.on('error', () => {});
  try {
    await client.connect();
    return await schemaVersion(client);
  } catch (error) {
    throw translateError(error);
  } finally {
    await client.end().catch(() => {});
  }
}
