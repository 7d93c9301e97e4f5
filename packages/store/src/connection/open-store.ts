import { compileConnection, type ConnectOptions } from './options.js';
import { Database, type Store } from './database.js';
import { migrate } from './migrate.js';

/**
 * Connects, and brings the schema up to date.
 *
 * Throws StoreOptionsError for wrong options, StoreUnavailableError (retryable) where no server answers,
 * StoreRefusedError for a wrong password or a missing database, SchemaTooNewError where a newer ram-sweep has
 * been there, SchemaTooOldError for a schema that is too old to be upgraded.
 */
export async function openStore(options: ConnectOptions): Promise<Store> {
  const connection = compileConnection(options);
  await migrate(connection);
  return new Database(connection);
}
