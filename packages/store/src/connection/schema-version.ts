import { readdir } from 'node:fs/promises';
import type { Client } from 'pg';
import { SchemaTooNewError, SchemaTooOldError } from '../errors.js';

/** One step from a schema version to the next. The oldest makes all of its version from nothing. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly file: URL;
}

const FOLDER = new URL('../../migrations/', import.meta.url);

/** The migrations that this code brings, oldest first: files `0004-what-it-does.sql`, … At least one. */
export async function knownMigrations(): Promise<readonly Migration[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .toSorted()
    .map((name) => ({ version: Number(name.slice(0, 4)), name, file: new URL(name, FOLDER) }));
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

type Versions = readonly Pick<Migration, 'version'>[];

/**
 * Throws SchemaTooNewError or SchemaTooOldError for a version that these migrations, oldest first, do not bring up to
 * date. They do so for 0 and for each of their own.
 */
export function requireUpgradable(found: number, migrations: Versions): void {
  const { oldest, newest } = rangeOf(migrations);
  if (found > newest) throw new SchemaTooNewError(found, newest);
  if (found !== 0 && found < oldest) throw new SchemaTooOldError(found, newest, oldest);
}

/** Throws SchemaTooNewError or SchemaTooOldError for any version but the newest of these migrations, oldest first. */
export function requireCurrent(found: number, migrations: Versions): void {
  requireUpgradable(found, migrations);
  const { oldest, newest } = rangeOf(migrations);
  if (found < newest) throw new SchemaTooOldError(found, newest, oldest);
}

const rangeOf = (migrations: Versions): { oldest: number; newest: number } => ({
  oldest: migrations[0]?.version ?? 0,
  newest: migrations.at(-1)?.version ?? 0,
});
