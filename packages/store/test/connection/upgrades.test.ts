import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openStore } from '@ram-sweep/store';
import { openReader } from '@ram-sweep/store/read';
import { askPostgres, startTestPostgres, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownMigrations } from '../../src/connection/schema-version.js';
import { readBack, type ReadBack } from '../make-dump/read-back.mjs';

/*
 * dumps/ has a database of each version of the schema, as the programs of that version left it, and what its studies
 * said then. make-dump/make-dump.mjs makes them.
 */
const DUMPS = new URL('../dumps/', import.meta.url);
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

async function restore(version: number): Promise<string> {
  const url = await postgres.createDatabase();
  await askPostgres(url, await readFile(fileOf(version, 'sql'), 'utf8'));
  return url;
}

/** What upgrades write differently into the spec of a study of that version. */
const NEWER_FIELDS: Readonly<Record<number, object>> = {
  4: { sampler: { name: 'random', distinct: false } },
};

describe.each(versions)('a database of schema version %i', (version) => {
  const said = JSON.parse(readFileSync(fileOf(version, 'json'), 'utf8')) as ReadBack;

  test('says what it said then, once a store has upgraded it', async () => {
    const url = await restore(version);
    await (await openStore({ url })).close();
    await using reader = await openReader({ url: postgres.readerUrl(url) });
    const { summary, trial } = said;
    const spec = { ...summary.spec, ...NEWER_FIELDS[version] };
    const now = { ...said, summary: { ...summary, spec } };
    expect(await readBack(reader, { study: summary.name, trial: trial.number })).toMatchObject(now);
  });

  test('has the schema of a new database then', async () => {
    const [upgraded, made] = [await restore(version), await postgres.createDatabase()];
    for (const url of [upgraded, made]) await (await openStore({ url })).close();
    expect(await schemaOf(upgraded)).toEqual(await schemaOf(made));
  });
});

const searched = (search_index: number, granted_epochs: number | null, promoted: boolean) => ({
  search_index,
  granted_epochs,
  promoted,
  phase: 'search',
});

test('a study of asha that was under way in version 4 continues: by its rungs, or to its end past the first', async () => {
  const url = await restore(4);
  // Rungs at epochs 1, 2 and 4 of 5.
  const [waiting, running, pruned] = ['waiting', 'running', 'pruned'];
  const underWay = [
    { number: 0, state: pruned, epochs: 1 },
    { number: 1, state: pruned, epochs: 2 },
    { number: 2, state: waiting, epochs: 0 },
    { number: 3, state: waiting, epochs: 1 },
    { number: 4, state: running, epochs: 3 },
    { number: 5, state: running, epochs: 0 },
  ];
  await askPostgres(
    url,
    `update ram_sweep.trials as held set state = stood.state, epochs = stood.epochs
     from json_to_recordset('${JSON.stringify(underWay)}') as stood
       (number integer, state ram_sweep.trial_state, epochs integer)
     where held.number = stood.number`,
  );
  await (await openStore({ url })).close();
  const trials = await askPostgres<object>(
    url,
    `select search_index, granted_epochs, promoted, phase from ram_sweep.trials order by number`,
  );
  expect(trials.slice(0, 6)).toEqual([
    searched(0, 1, true),
    searched(1, 2, true),
    searched(2, 1, false),
    searched(3, null, true),
    searched(4, null, true),
    searched(5, 1, false),
  ]);
  for (const repeat of trials.slice(6))
    expect(repeat).toMatchObject({ search_index: null, granted_epochs: null, promoted: false });
});

test('a study that was under way before there were notifications knows its best so far', async () => {
  const url = await restore(5);
  await (await openStore({ url })).close();
  const [found] = await askPostgres(
    url,
    `select best_error, (select min(best_validation_error) from ram_sweep.trials where phase = 'search') as least
     from ram_sweep.studies`,
  );
  expect(found).toEqual({ best_error: expect.any(Number), least: found!['best_error'] });
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
