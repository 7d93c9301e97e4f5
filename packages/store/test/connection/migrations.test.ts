import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { openStore, SchemaTooNewError } from '@ram-sweep/store';
import { openReader, SchemaTooOldError } from '@ram-sweep/store/read';
import { askPostgres, startTestPostgres, type TestPostgres } from '@ram-sweep/testkit';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireCurrent, requireUpgradable } from '../../src/connection/schema-version.js';
import * as schema from '../../src/schema.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const migrationsOf = (url: string) =>
  askPostgres<{ version: number; name: string }>(
    url,
    'select version, name from ram_sweep.migrations order by version',
  );

const MIGRATIONS = [
  { version: 4, name: '0004-first-schema.sql' },
  { version: 5, name: '0005-search-in-trial-order.sql' },
  { version: 6, name: '0006-notifications.sql' },
];
const [, ...LATER] = MIGRATIONS;

/** As builds before 0.1.0 recorded their steps. Those up to 4 led to what is made in one step now. */
const FORMER_STEPS = [
  { version: 1, name: '0001-first-schema.sql' },
  { version: 2, name: '0002-lost-attempts.sql' },
  { version: 3, name: '0003-interrupted-trials-first.sql' },
  { version: 4, name: '0004-phases-and-pruning.sql' },
];

/** A database that was left at a version before 4: its record of steps, and one table. */
async function makeOldDatabase(version: number): Promise<string> {
  const url = await postgres.createDatabase();
  const steps = FORMER_STEPS.slice(0, version).map((step) => `(${step.version}, '${step.name}')`);
  await askPostgres(
    url,
    `create schema ram_sweep;
     create table ram_sweep.migrations
       (version integer primary key, name text not null, applied_at timestamptz not null default now());
     create table ram_sweep.studies (id uuid primary key);
     insert into ram_sweep.migrations (version, name) values ${steps.join(',')}`,
  );
  return url;
}

const tablesOf = (url: string) =>
  askPostgres(url, `select relname from pg_class where relnamespace = 'ram_sweep'::regnamespace order by 1`);

const OPEN = `
  import { openStore } from '@ram-sweep/store';
  const store = await openStore({ url: process.argv[1] });
  await store.close();`;

describe('opening a store', () => {
  test('migrates an empty database and records it', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    expect(await migrationsOf(url)).toEqual(MIGRATIONS);
  });

  test('leaves a database that is up to date as it is', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    const before = await askPostgres(url, 'select * from ram_sweep.migrations');
    await (await openStore({ url })).close();
    expect(await askPostgres(url, 'select * from ram_sweep.migrations')).toEqual(before);
  });

  test('upgrades a database that came to version 4 in four steps, before 0.1.0, by the later ones alone', async () => {
    const url = await postgres.createDatabase();
    await askPostgres(url, await readFile(new URL('../dumps/0004.sql', import.meta.url), 'utf8'));
    await askPostgres(
      url,
      `delete from ram_sweep.migrations;
       insert into ram_sweep.migrations (version, name)
         select * from json_to_recordset('${JSON.stringify(FORMER_STEPS)}') as (version integer, name text)`,
    );
    await (await openStore({ url })).close();
    await (await openReader({ url })).close();
    expect(await migrationsOf(url)).toEqual([...FORMER_STEPS, ...LATER]);
  });

  test('puts everything into the schema ram_sweep', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    const elsewhere = await askPostgres(
      url,
      `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'`,
    );
    expect(elsewhere).toEqual([]);
  });

  test('works for ten connections that start at once', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all(Array.from({ length: 10 }, () => openStore({ url, poolSize: 1 })));
    await Promise.all(stores.map((store) => store.close()));
    expect(await migrationsOf(url)).toEqual(MIGRATIONS);
  });

  test('works for processes that start at once', async () => {
    const url = await postgres.createDatabase();
    const start = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', OPEN, url], {
        cwd: import.meta.dirname,
      });
    await Promise.all([start(), start(), start()]);
    expect(await migrationsOf(url)).toEqual(MIGRATIONS);
  });

  test('refuses a database of a newer ram-sweep, naming both versions and the way out', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    await askPostgres(
      url,
      `insert into ram_sweep.migrations (version, name) values (7, '0007-from-the-future.sql')`,
    );
    const refusal = expect.objectContaining({
      found: 7,
      known: 6,
      message: expect.stringMatching(/version 7.*up to 6.*Update ram-sweep/),
    });
    await expect(openStore({ url })).rejects.toThrow(SchemaTooNewError);
    await expect(openStore({ url })).rejects.toEqual(refusal);
    await expect(openReader({ url })).rejects.toEqual(refusal);
  });

  test('changes nothing when it refuses', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    await askPostgres(
      url,
      `insert into ram_sweep.migrations (version, name) values (7, '0007-from-the-future.sql')`,
    );
    await expect(openStore({ url })).rejects.toThrow();
    expect((await migrationsOf(url)).map(({ version }) => version)).toEqual([4, 5, 6, 7]);
  });
});

describe.each([1, 2, 3])('a database of schema version %i, from before 0.1.0,', (version) => {
  test.each([
    ['store', openStore],
    ['reader', openReader],
  ])('is refused by a %s, with both versions and the way out, and not changed', async (_, open) => {
    const url = await makeOldDatabase(version);
    const [migrations, tables] = [await migrationsOf(url), await tablesOf(url)];
    const refusal = await open({ url }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SchemaTooOldError);
    expect(refusal).toMatchObject({
      found: version,
      known: 6,
      retryable: false,
      message: expect.stringMatching(`version ${version}, .* needs version 6 .*--database.*--home.*export`),
    });
    expect(await migrationsOf(url)).toEqual(migrations);
    expect(await tablesOf(url)).toEqual(tables);
  });
});

describe('a reader', () => {
  test('tells that nothing was started in its database yet, and makes nothing there', async () => {
    const url = await postgres.createDatabase();
    await expect(openReader({ url })).rejects.toThrow(SchemaTooOldError);
    await expect(openReader({ url })).rejects.toThrow('ram-sweep start');
    expect(await askPostgres(url, `select to_regnamespace('ram_sweep') as made`)).toEqual([{ made: null }]);
  });

  test('leaves a database that can be upgraded to a store, and says so', () => {
    const migrations = [{ version: 4 }, { version: 5 }, { version: 6 }];
    expect(() => requireUpgradable(5, migrations)).not.toThrow();
    expect(() => requireCurrent(6, migrations)).not.toThrow();
    expect(() => requireCurrent(5, migrations)).toThrow(SchemaTooOldError);
    expect(() => requireCurrent(5, migrations)).toThrow(/version 5, .* needs version 6\. Start or resume/);
  });
});

describe('the drizzle schema', () => {
  const tables = Object.values(schema).flatMap((value) => (is(value, PgTable) ? [value] : []));

  test('names every table that the migrations make', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    const made = await askPostgres<{ table_name: string }>(
      url,
      `select table_name from information_schema.tables
       where table_schema = 'ram_sweep' and table_name <> 'migrations' order by 1`,
    );
    expect(tables.map((table) => getTableConfig(table).name).toSorted()).toEqual(
      made.map(({ table_name }) => table_name),
    );
  });

  test('has their columns, types, nulls, defaults and primary keys', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    for (const table of tables) {
      const { name } = getTableConfig(table);
      expect(inDrizzle(table), name).toEqual(await inPostgres(url, name));
    }
  });

  test('has their indexes, column by column', async () => {
    const url = await postgres.createDatabase();
    await (await openStore({ url })).close();
    const made = await askPostgres<{ name: string; columns: string[] }>(
      url,
      `select c.relname as name, array_agg(a.attname::text order by k.place) as columns
       from pg_index i
         join pg_class c on c.oid = i.indexrelid
         join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'ram_sweep'
         cross join unnest(i.indkey) with ordinality as k (number, place)
         join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
       where not i.indisprimary and k.place <= i.indnkeyatts
         and not exists (select from pg_constraint where conindid = i.indexrelid)
       group by 1 order by 1`,
    );
    const declared = tables
      .flatMap((table) => getTableConfig(table).indexes)
      .map(({ config }) => ({
        name: config.name,
        columns: config.columns.map((column) => ('name' in column ? column.name : '')),
      }));
    expect(declared.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))).toEqual(made);
  });
});

function inDrizzle(table: PgTable) {
  const { columns, primaryKeys } = getTableConfig(table);
  const key = primaryKeys.flatMap((each) => each.columns.map(({ name }) => name));
  return columns
    .map((column) => ({
      name: column.name,
      type: column.getSQLType(),
      required: column.notNull,
      hasDefault: column.hasDefault,
      key: column.primary || key.includes(column.name),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function inPostgres(url: string, table: string) {
  return askPostgres(
    url,
    `select a.attname as name, replace(format_type(a.atttypid, null), 'ram_sweep.', '') as type,
       a.attnotnull as required, a.atthasdef as "hasDefault",
       coalesce(a.attnum = any (i.indkey), false) as key
     from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = 'ram_sweep.${table}'::regclass and a.attnum > 0 and not a.attisdropped
     order by a.attname collate "C"`,
  );
}
