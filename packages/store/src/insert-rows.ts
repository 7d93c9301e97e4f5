import { getTableColumns, type InferInsertModel, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Queries } from './connection/database.js';

/**
 * Inserts any number of rows with one statement and one parameter, where drizzle's own insert needs a parameter
 * for every value and Postgres takes 65,535. Numbers travel as JSON text, so doubles arrive bit for bit.
 * All rows have the keys of the first one. Returns how many rows were written.
 */
export async function insertRows<Table extends PgTable>(
  db: Queries,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
  onConflict: SQL = sql.empty(),
): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  const names = Object.keys(first).map((key) => columnName(table, key));
  const columns = sql.join(names.map(sql.identifier), sql`, `);
  const result = await db.execute(
    sql`insert into ${table} (${columns}) select ${columns} from ${recordset(table, rows)} ${onConflict}`,
  );
  return result.rowCount ?? 0;
}

/** The rows as a table expression, typed as `table` is; columns that have no key are null. */
export function recordset(table: PgTable, rows: readonly Readonly<Record<string, unknown>>[]): SQL {
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [columnName(table, key), value])),
  );
  return sql`json_populate_recordset(null::${table}, ${JSON.stringify(records)}::json)`;
}

function columnName(table: PgTable, key: string): string {
  const column = getTableColumns(table)[key];
  if (column === undefined) throw new TypeError(`no column for ${key}`);
  return column.name;
}
