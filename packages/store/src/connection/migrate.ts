import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { newClient } from './new-client.js';
import type { Connection } from './options.js';
import { knownMigrations, requireUpgradable, schemaVersion, type Migration } from './schema-version.js';
import { translateError } from './translate-error.js';

/**
 * Brings the database's schema up to date. Processes that start together take turns by an advisory lock, and
 * everything is one transaction: another process sees the old schema or the new one.
 * Throws SchemaTooNewError where the database is ahead of this code, SchemaTooOldError where it is further behind than
 * the migrations reach back, and changes nothing.
 */
export async function migrate(connection: Connection): Promise<void> {
  const migrations = await knownMigrations();
  const client = newClient(connection);
  try {
    await client.connect();
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended('ram_sweep.migrations', 0))`);
    await applyMissing(client, migrations);
    await client.query('commit');
  } catch (error) {
    throw translateError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function applyMissing(client: Client, migrations: readonly Migration[]): Promise<void> {
  const found = await schemaVersion(client);
  requireUpgradable(found, migrations);
  for (const { version, name, file } of migrations.filter((migration) => migration.version > found)) {
    await client.query(await readFile(file, 'utf8'));
    await client.query('insert into ram_sweep.migrations (version, name) values ($1, $2)', [version, name]);
  }
}
