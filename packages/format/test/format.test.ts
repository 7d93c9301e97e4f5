import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytes,
  counted,
  duration,
  exactTimestamp,
  interval,
  magnitude,
  percent,
  shortNumber,
  shortValue,
  timeOfDay,
  timestamp,
} from '../src/index.js';

describe('errors', () => {
  it('are percentages with two digits and no space, a dash where there is none', () => {
    expect([0.0123, 1, 0, null, undefined].map((share) => percent(share))).toEqual([
      '1.23%',
      '100.00%',
      '0.00%',
      '–',
      '–',
    ]);
    expect(percent(0.625, 0)).toBe('63%');
  });

  it('carry their interval if they are means of several', () => {
    expect(interval({ mean: 0.0102, halfWidth: 0.001 })).toBe('1.02% ± 0.10');
    expect(interval({ mean: 0.0102, halfWidth: null })).toBe('1.02%');
    expect(interval(null)).toBe('–');
  });
});

describe('durations', () => {
  it('grow from seconds to days', () => {
    const seconds = [0.04, 4.25, 9.96, 42, 59.6, 185, 7_620, 273_600];
    expect(seconds.map(duration)).toEqual(['0.0s', '4.3s', '10s', '42s', '1m00s', '3m05s', '2h07m', '3d04h']);
    expect([null, undefined, Infinity, NaN].map(duration)).toEqual(['–', '–', '–', '–']);
  });

  it('take at most six characters up to a hundred days', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 99 * 86_400, noNaN: true }),
        (seconds) => duration(seconds).length <= 6,
      ),
    );
  });
});

const inZone = (zone: string, date: string): string => {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    return timestamp(new Date(date));
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
};

describe('dates', () => {
  it('name their zone', () => {
    expect(inZone('UTC', '2026-11-28T13:05:09Z')).toBe('2026-11-28 13:05 UTC');
    expect(inZone('Europe/Berlin', '2026-11-28T13:05:09Z')).toBe('2026-11-28 14:05 +01:00');
    expect(inZone('America/St_Johns', '2026-11-28T01:05:09Z')).toBe('2026-11-27 21:35 -03:30');
    expect(timestamp(null)).toBe('–');
  });

  it('can be exact to the second', () => {
    const zone = String.raw`(UTC|[+-]\d\d:\d\d)`;
    expect(exactTimestamp(new Date(2026, 10, 28, 14, 5, 9))).toMatch(
      new RegExp(`^2026-11-28 14:05:09 ${zone}$`),
    );
    expect(exactTimestamp(null)).toBe('–');
  });

  it('are shown, with their zone, only for another day', () => {
    const now = new Date(2026, 10, 23, 9, 30);
    expect(timeOfDay(new Date(2026, 10, 23, 0, 0, 1), now)).toBe('00:00:01');
    expect(timeOfDay(new Date(2026, 10, 22, 23, 59, 59), now)).toMatch(
      /^2026-11-22 23:59:59 (UTC|[+-]\d\d:\d\d)$/,
    );
  });
});

describe('amounts', () => {
  it('are as short as they can be', () => {
    expect([0.031234, 256, 1e-7].map(shortNumber)).toEqual(['0.0312', '256', '1e-7']);
    expect([0, 1, 2_000].map((count) => counted(count, 'epoch'))).toEqual([
      '0 epochs',
      '1 epoch',
      '2,000 epochs',
    ]);
    expect([12, 1_234_567].map(bytes)).toEqual(['12 B', '1.2 MB']);
  });

  it('distinguish a null, which is a value, from a missing field', () => {
    expect([null, undefined, false, 'adam', 0.25].map(shortValue)).toEqual([
      'null',
      '–',
      'false',
      'adam',
      '0.25',
    ]);
  });

  it('have a letter for thousands if they are large', () => {
    expect([0, 850, 999.6, 12_345, 999_999, 4_560_000, 2.5e9, null].map(magnitude)).toEqual([
      '0',
      '850',
      '1k',
      '12.3k',
      '1M',
      '4.56M',
      '2.5G',
      '–',
    ]);
  });
});
