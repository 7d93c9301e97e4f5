import { postgresBinaries } from './binaries.js';
import { postgresVersion } from './init.js';

/**
 * The Postgres that a private server would be: its program and its version, e.g. 18.4. Throws a ServiceError if there
 * is none.
 */
export async function findPostgres(): Promise<{ readonly path: string; readonly version: string }> {
  const binaries = await postgresBinaries();
  return { path: binaries.postgres, version: await postgresVersion(binaries) };
}
