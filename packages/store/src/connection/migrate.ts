import { readdir, readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { Connection } from './options.js';
import { SchemaTooNewError } from '../errors.js';
import { translateError } from './translate-error.js';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly file: URL;
}

const FOLDER = new URL('../../migrations/', import.meta.url);

/** The migrations that this code brings, oldest first: files `0001-what-it-does.sql`, … */
export async function knownMigrations(): Promise<readonly Migration[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .toSorted()
    .map((name) => ({ version: Number(name.slice(0, 4)), name, file: new URL(name, FOLDER) }));
}

/**
 * Brings the database's schema up to date. Processes that start together take turns by an advisory lock, and
 * everything is one transaction: another process sees the old schema or the new one.
 * Throws SchemaTooNewError where the database is ahead of this code, and changes nothing.
 */
export async function migrate(connection: Connection): Promise<void> {
  const migrations = await knownMigrations();
  const client = new Client(connection);
  client.on('error', () => {});
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
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new SchemaTooNewError(found, known);
  if (found === 0) await createNamespace(client);
  for (const { version, name, file } of migrations.filter((migration) => migration.version > found)) {
    await client.query(await readFile(file, 'utf8'));
    await client.query('insert into ram_sweep.migrations (version, name) values ($1, $2)', [version, name]);
  }
}

async function createNamespace(client: Client): Promise<void> {
  await client.query('create schema if not exists ram_sweep');
  await client.query(
    'create table if not exists ram_sweep.migrations ' +
      '(version integer primary key, name text not null, applied_at timestamptz not null default now())',
  );
}

/** The version of the database's schema, 0 where ram-sweep never was. */
export async function schemaVersion(client: Pick<Client, 'query'>): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('ram_sweep.migrations') is not null as there`,
  );
  if (rows[0]?.there !== true) return 0;
  const newest = await client.query<{ version: number | null }>(
    'select max(version) as version from ram_sweep.migrations',
  );
  return newest.rows[0]?.version ?? 0;
}
