import { describe, expect, it } from 'vitest';
import { formatRows } from '../src/print/format.js';
import { renderTable } from '../src/print/table.js';

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
