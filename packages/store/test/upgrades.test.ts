import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openStore } from '@ram-sweep/store';
import { openReader } from '@ram-sweep/store/read';
import { askPostgres, startTestPostgres, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownMigrations } from '../src/connection/schema-version.js';
import { readBack, type ReadBack } from './make-dump/read-back.mjs';

/*
 * dumps/ has a database of each version of the schema, as the programs of that version left it, and what its studies
 * said then. make-dump/make-dump.mjs makes them.
 */
const DUMPS = new URL('dumps/', import.meta.url);
const versions = readdirSync(DUMPS)
  .filter((file) => file.endsWith('.sql'))
  .map((file) => Number(file.slice(0, -'.sql'.length)));

const fileOf = (version: number, kind: 'sql' | 'json'): URL =>
  new URL(`${String(version).padStart(4, '0')}.${kind}`, DUMPS);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

test('there is a dump of every version that can be upgraded, the newest included', async () => {
  const migrations = await knownMigrations();
  expect(versions).toEqual(migrations.map(({ version }) => version));
});

describe.each(versions)('a database of schema version %i', (version) => {
  const said = JSON.parse(readFileSync(fileOf(version, 'json'), 'utf8')) as ReadBack;

  async function restore(): Promise<string> {
    const url = await postgres.createDatabase();
    await askPostgres(url, await readFile(fileOf(version, 'sql'), 'utf8'));
    return url;
  }

  test('says what it said then, once a store has upgraded it', async () => {
    const url = await restore();
    await (await openStore({ url })).close();
    await using reader = await openReader({ url: postgres.readerUrl(url) });
    const { summary, trial } = said;
    expect(await readBack(reader, { study: summary.name, trial: trial.number })).toMatchObject(said);
  });

  test('has the schema of a new database then', async () => {
    const [upgraded, made] = [await restore(), await postgres.createDatabase()];
    for (const url of [upgraded, made]) await (await openStore({ url })).close();
    expect(await schemaOf(upgraded)).toEqual(await schemaOf(made));
  });
});

/** Columns, indexes, constraints and enums, each as a line of text. */
function schemaOf(url: string) {
  return askPostgres(
    url,
    `select format('%s.%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
         pg_get_expr(adbin, adrelid)) as line
       from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
       where relnamespace = 'ram_sweep'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
     union all
     select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indrelid
       where relnamespace = 'ram_sweep'::regnamespace
     union all
     select format('%s %s: %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
       where connamespace = 'ram_sweep'::regnamespace
     union all
     select format('%s: %s', enumtypid::regtype, string_agg(enumlabel, ', ' order by enumsortorder))
       from pg_enum group by enumtypid
     order by 1`,
  );
}
