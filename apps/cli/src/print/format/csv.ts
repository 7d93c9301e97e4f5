/** One column of CSV. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly value: (row: Row) => unknown;
}

/** RFC 4180: a header, then a line per row; objects become JSON. */
export async function* csvTexts<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly CsvColumn<Row>[],
): AsyncGenerator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for await (const page of pages)
    yield page.map((row) => csvLine(columns.map(({ value }) => value(row)))).join('');
}

/** The same of records: a column for each field that one of them has. */
export async function* csvOfRecords(
  records: readonly Readonly<Record<string, unknown>>[],
): AsyncGenerator<string> {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  yield csvLine(names);
  yield records.map((record) => csvLine(names.map((name) => record[name]))).join('');
}

const csvLine = (values: readonly unknown[]): string => `${values.map(csvField).join(',')}\n`;

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
