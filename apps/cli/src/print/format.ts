import type { Format } from './formats.js';
import { renderTable, type Column } from './table.js';

/** Rows in the format that was asked for: the table shows `columns`, the others the whole `records`. */
export async function formatRows<Row>(
  format: Format,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  record: (row: Row) => Record<string, unknown>,
): Promise<string> {
  if (format === 'table') return renderTable(rows, columns);
  const records = rows.map(record);
  if (format === 'csv') return formatCsv(records);
  return formatValue(format, records);
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

/** RFC 4180: a header, then a line a record; objects become JSON. */
function formatCsv(records: readonly Record<string, unknown>[]): string {
  const header = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const lines = records.map((record) => header.map((key) => csvField(record[key])).join(','));
  return `${[header.map(csvField).join(','), ...lines].join('\n')}\n`;
}

function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text =
    value instanceof Date
      ? value.toISOString()
      : typeof value === 'object'
        ? JSON.stringify(value)
        : `${value as string | number | boolean}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
