import { newClient } from './new-client.js';
import { compileConnection, type Connection, type ConnectOptions } from './options.js';
import { Database, type Reader } from './database.js';
import { knownMigrations, requireCurrent, schemaVersion } from './schema-version.js';
import { translateError } from './translate-error.js';

/**
 * Connects for reading. Its sessions are read-only: Postgres refuses every write on them.
 * Throws as openStore does, and SchemaTooOldError also where no store was opened with this version yet.
 */
export async function openReader(options: ConnectOptions): Promise<Reader> {
  const connection = compileConnection(options, 'read-only');
  requireCurrent(await foundVersion(connection), await knownMigrations());
  return new Database(connection);
}

async function foundVersion(connection: Connection): Promise<number> {
  const client = newClient(connection);
  try {
    await client.connect();
    return await schemaVersion(client);
  } catch (error) {
    throw translateError(error);
  } finally {
    await client.end().catch(() => {});
  }
}
