type Cells = Readonly<Record<string, unknown>>;

/** RFC 4180: a header, then a line per record; objects become JSON. `fields`: those of the first records by default. */
export async function* csvTexts(
  pages: AsyncIterable<readonly Cells[]>,
  fields?: readonly string[],
): AsyncGenerator<string> {
  let header = fields;
  if (header) yield csvLine(header);
  for await (const page of pages) {
    if (header === undefined) {
      header = [...new Set(page.flatMap((record) => Object.keys(record)))];
      yield csvLine(header);
    }
    const names = header;
    yield page.map((record) => csvLine(names.map((name) => record[name]))).join('');
  }
  if (header === undefined) yield '\n';
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
