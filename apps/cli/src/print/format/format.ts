import { csvOfRecords, csvTexts, type CsvColumn } from './csv.js';
import type { Format } from './formats.js';
import { jsonTexts, yamlTexts, type ListFrame } from './lists.js';
import { tableTexts, type Column } from './table.js';

type Fields = Readonly<Record<string, unknown>>;

/** How rows are printed in each format. */
export interface RowShape<Row> {
  readonly columns: readonly Column<Row>[];
  /** For JSON and YAML. */
  readonly record: (row: Row) => Fields;
  readonly csv: readonly CsvColumn<Row>[];
  /** JSON and YAML: what encloses the list; nothing by default. */
  readonly frame?: ListFrame;
}

/** Rows in the format that was asked for, piece by piece as they are read. */
export function rowTexts<Row>(
  format: Format,
  pages: AsyncIterable<readonly Row[]>,
  { columns, record, csv, frame }: RowShape<Row>,
): AsyncGenerator<string> {
  if (format === 'table') return tableTexts(pages, columns);
  if (format === 'csv') return csvTexts(pages, csv);
  const records = mapped(pages, record);
  return format === 'json' ? jsonTexts(records, frame) : yamlTexts(records, frame);
}

async function* mapped<Row, Value>(
  pages: AsyncIterable<readonly Row[]>,
  map: (row: Row) => Value,
): AsyncGenerator<Value[]> {
  for await (const page of pages) yield page.map(map);
}

/** A few rows in the format that was asked for: the table shows `columns`, the others the whole `records`. */
export async function formatRows<Row>(
  format: Format,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  record: (row: Row) => Record<string, unknown>,
): Promise<string> {
  const texts: string[] = [];
  const whole =
    format === 'csv'
      ? csvOfRecords(rows.map(record))
      : rowTexts(format, onePage(rows), { columns, record, csv: [] });
  for await (const text of whole) texts.push(text);
  return texts.join('');
}

/** Rows that are at hand, for what takes pages. */
export async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

/** One value as JSON or YAML. */
export async function formatValue(format: 'json' | 'yaml', value: unknown): Promise<string> {
  return format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : formatYaml(value);
}

/** Loaded when it is wanted: most commands print no YAML. */
export async function formatYaml(value: unknown): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(value, { aliasDuplicateObjects: false });
}
