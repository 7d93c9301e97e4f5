import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { formatRows, rowTexts, type RowShape } from '../../src/print/format/format.js';
import { renderTable } from '../../src/print/format/table.js';

describe('printing', () => {
  it('aligns a table by its widest cell and leaves no spaces at the end of a line', () => {
    const rows = [
      { name: 'a', count: '7' },
      { name: 'longer', count: '12' },
    ];
    const table = renderTable(rows, [
      { title: 'count', value: (row) => row.count, align: 'right' },
      { title: 'name', value: (row) => row.name },
    ]);
    expect(table).toBe('count  name\n    7  a\n   12  longer\n');
  });

  it('prints a table of more rows than a call may have arguments', () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => ({ row }));
    const table = renderTable(rows, [{ title: 'row', value: ({ row }) => String(row) }]);
    expect(table.length).toBeGreaterThan(1_000_000);
  });

  it('quotes CSV by RFC 4180 and writes objects as JSON', async () => {
    const text = await formatRows('csv', [{ a: 'x,"y"', b: { c: 1 }, d: null }], [], (row) => row);
    expect(text).toBe('a,b,d\n"x,""y""","{""c"":1}",\n');
  });

  it('gives JSON that parses back to the records', async () => {
    const records = [{ std: 0.1, state: 'complete' }];
    expect(JSON.parse(await formatRows('json', records, [], (row) => row))).toEqual(records);
  });
});

/** What comes of rows that are read some at a time. */
async function inPages(
  format: Parameters<typeof rowTexts>[0],
  rows: readonly object[],
  size: number,
  shape: Partial<RowShape<object>> = {},
): Promise<string> {
  async function* pages() {
    for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
  }
  const texts: string[] = [];
  for await (const text of rowTexts(format, pages(), {
    columns: [],
    csv: [],
    record: (row) => ({ ...row }),
    ...shape,
  }))
    texts.push(text);
  return texts.join('');
}

describe('printing piece by piece', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.double(),
    fc.constant(null),
    fc.boolean(),
  );
  const row = fc.dictionary(
    fc.constantFrom('a', 'b c', '-', 'trials', '#'),
    fc.oneof(value, fc.array(value)),
  );
  const anyRows = fc.array(row, { maxLength: 7 });
  const size = fc.integer({ min: 1, max: 3 });

  it('gives the JSON that would be written at once, whatever is in the rows', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, size, async (rows, most) => {
        const whole = JSON.stringify(rows, null, 2);
        expect(await inPages('json', rows, most)).toBe(`${whole}\n`);
        const frame = { head: { study: 'a "[" b', spec: { space: [] } }, name: 'trials' };
        expect(await inPages('json', rows, most, { frame })).toBe(
          `${JSON.stringify({ ...frame.head, trials: rows }, null, 2)}\n`,
        );
      }),
    );
  });

  it('gives YAML that reads back as the rows', async () => {
    const plain = fc.array(
      fc.dictionary(
        fc.constantFrom('a', 'b c', 'trials'),
        fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
      ),
      { maxLength: 7 },
    );
    await fc.assert(
      fc.asyncProperty(plain, size, async (rows, most) => {
        expect(parse(await inPages('yaml', rows, most))).toEqual(rows);
        const frame = { head: { study: 'small' }, name: 'trials' };
        expect(parse(await inPages('yaml', rows, most, { frame }))).toEqual({ study: 'small', trials: rows });
      }),
    );
  });

  it('has one header of CSV, and fields in their places though the first row lacks them', async () => {
    const csv = ['a', 'b'].map((name) => ({
      name,
      value: (one: object) => (one as Record<string, unknown>)[name],
    }));
    const rows = [{ a: 1 }, { b: 2 }, { a: 3, b: null }];
    expect(await inPages('csv', rows, 1, { csv })).toBe('a,b\n1,\n,2\n3,\n');
    expect(await inPages('csv', [], 1, { csv })).toBe('a,b\n');
  });

  it('prints the table that would be printed at once while its first rows are the widest', async () => {
    const columns = [
      { title: 'n', value: (one: object) => String((one as { n: number }).n), align: 'right' as const },
    ];
    const rows = Array.from({ length: 1_300 }, (_, place) => ({ n: 5_000 - place }));
    expect(await inPages('table', rows, 300, { columns })).toBe(renderTable(rows as object[], columns));
    expect(await inPages('table', [], 300, { columns })).toBe('n\n');
  });

  it('grows the columns of a table where a later row needs it', async () => {
    const columns = [
      { title: 'n', value: (one: object) => String((one as { n: number }).n), align: 'right' as const },
    ];
    const rows = Array.from({ length: 1_001 }, (_, place) => ({ n: place === 1_000 ? 12_345 : 1 }));
    const lines = (await inPages('table', rows, 500, { columns })).trimEnd().split('\n');
    expect([lines[1], lines.at(-1)]).toEqual(['1', '12345']);
  });
});
