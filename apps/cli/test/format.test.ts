import { describe, expect, it } from 'vitest';
import { clock } from '../src/follow/follow.js';
import { formatRows } from '../src/print/format.js';
import { renderTable } from '../src/print/table.js';
import { bytes, compactNumber, counted, duration, percent } from '../src/print/units.js';

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

  it('quotes CSV by RFC 4180 and writes objects as JSON', () => {
    const text = formatRows('csv', [{ a: 'x,"y"', b: { c: 1 }, d: null }], [], (row) => row);
    expect(text).toBe('a,b,d\n"x,""y""","{""c"":1}",\n');
  });

  it('gives JSON that parses back to the records', () => {
    const records = [{ std: 0.1, state: 'complete' }];
    expect(JSON.parse(formatRows('json', records, [], (row) => row))).toEqual(records);
  });

  it('writes numbers as people read them', () => {
    expect(percent(0.0123)).toBe('1.23 %');
    expect(percent(null)).toBe('–');
    expect(duration(4.25)).toBe('4.3 s');
    expect(duration(185)).toBe('3 min 05 s');
    expect(duration(7_620)).toBe('2 h 07 min');
    expect(compactNumber(0.031234)).toBe('0.0312');
    expect(compactNumber(256)).toBe('256');
    expect([0, 1, 2].map((count) => counted(count, 'epoch'))).toEqual(['0 epochs', '1 epoch', '2 epochs']);
    expect(bytes(1_234_567)).toBe('1.2 MB');
  });

  it('says the date of what happened on another day', () => {
    const now = new Date(2026, 10, 23, 9, 30);
    expect(clock(new Date(2026, 10, 23, 0, 0, 1), now)).toBe('00:00:01');
    expect(clock(new Date(2026, 10, 22, 23, 59, 59), now)).toBe('2026-11-22 23:59:59');
  });
});
