// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import { Client, escapeIdentifier } from 'pg';

const MIGRATIONS = new URL('../../migrations/', import.meta.url);

/**
 * A database of ram-sweep as SQL that makes it again, schema `ram_sweep` included: the migrations, which made it, and
 * an INSERT for each table. No more than any client takes, as the embedded Postgres comes without pg_dump.
 * @param {string} url
 */
export async function dumpDatabase(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set timezone to 'UTC'`);
    const { rows } = await client.query('select max(version) as version from ram_sweep.migrations');
    /** @type {number} */
    const version = rows[0].version;
    const inserts = [];
    for (const table of await tablesOf(client)) inserts.push(await insertOf(client, table));
    const head = `-- A database of schema version ${version}, made by npm run dump -w packages/store\n`;
    return { version, sql: [head, ...(await migrationsOf()), ...inserts].join('\n') };
  } finally {
    await client.end();
  }
}

async function migrationsOf() {
  const files = (await readdir(MIGRATIONS)).toSorted();
  return Promise.all(files.map((file) => readFile(new URL(file, MIGRATIONS), 'utf8')));
}

/** @typedef {{ name: string, columns: string[], key: string[] }} Table */

/**
 * In the order in which they were made: what a table refers to is before it.
 * @param {Client} client
 * @returns {Promise<Table[]>}
 */
async function tablesOf(client) {
  const { rows } = await client.query(`
    select c.relname::text as name,
      array_agg(a.attname::text order by a.attnum) as columns,
      array_agg(a.attname::text order by a.attnum) filter (where a.attnum = any (i.indkey)) as key
    from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'ram_sweep'::regnamespace and c.relkind = 'r'
    group by c.oid, c.relname order by c.oid`);
  return rows;
}

/**
 * @param {Client} client
 * @param {Table} table
 */
async function insertOf(client, { name, columns, key }) {
  const names = columns.map(escapeIdentifier).join(', ');
  const values = columns.map((column) => `quote_nullable(${escapeIdentifier(column)}::text)`).join(', ');
  const order = key.map(escapeIdentifier).join(', ');
  const table = `ram_sweep.${escapeIdentifier(name)}`;
  const { rows } = await client.query(
    `select concat('  (', concat_ws(', ', ${values}), ')') as row from ${table} order by ${order}`,
  );
  return rows.length === 0
    ? ''
    : `insert into ${table} (${names}) values\n${rows.map(({ row }) => row).join(',\n')};\n`;
}
