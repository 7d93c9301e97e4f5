/** One column of a printed table. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'left' | 'right';
}

/** Rows in aligned columns, two spaces between them, no borders: easy to read and to cut. */
export function renderTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const { text, widths } = renderRows(rows, columns, headingWidths(columns));
  return heading(columns, widths) + text;
}

/** Rows by which a table that is printed as it is read chooses the widths of its columns. */
const WIDTHS_FROM = 500;

/**
 * The same table piece by piece. Columns are as wide as the first hundreds of rows need them, and grow where a later
 * row needs more.
 */
export async function* tableTexts<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly Column<Row>[],
): AsyncGenerator<string> {
  let widths = headingWidths(columns);
  let held: readonly Row[] = [];
  let isBegun = false;
  for await (const page of pages) {
    held = [...held, ...page];
    if (!isBegun && held.length < WIDTHS_FROM) continue;
    const rendered = renderRows(held, columns, widths);
    yield (isBegun ? '' : heading(columns, rendered.widths)) + rendered.text;
    ({ widths } = rendered);
    [held, isBegun] = [[], true];
  }
  if (!isBegun) yield renderTable(held, columns);
}

type Widths = readonly number[];

const headingWidths = <Row>(columns: readonly Column<Row>[]): Widths =>
  columns.map(({ title }) => title.length);

const heading = <Row>(columns: readonly Column<Row>[], widths: Widths): string =>
  line(
    columns.map(({ title }) => title),
    columns,
    widths,
  );

function renderRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  least: Widths,
): { text: string; widths: Widths } {
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  const widths = least.map((width, index) =>
    cells.reduce((most, texts) => Math.max(most, texts[index]?.length ?? 0), width),
  );
  return { text: cells.map((texts) => line(texts, columns, widths)).join(''), widths };
}

function line<Row>(texts: readonly string[], columns: readonly Column<Row>[], widths: Widths): string {
  const padded = texts.map((text, index) =>
    columns[index]?.align === 'right' ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0),
  );
  return `${padded.join('  ').trimEnd()}\n`;
}
