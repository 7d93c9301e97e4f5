import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLine, parseLine, type LogLine } from '../src/index.js';

const at = new Date('2026-11-23T10:00:00.000Z');
const line = (parts: Partial<LogLine>): LogLine => ({
  at,
  level: 'info',
  program: 'coordinator',
  message: 'driving study',
  fields: {},
  ...parts,
});

describe('a line of a log', () => {
  test('says when, how serious, who, what, and what about', () => {
    const text = formatLine(line({ fields: { study: 'mnist 28', running: 2 } }));
    expect(text).toBe('2026-11-23T10:00:00.000Z info coordinator: driving study study="mnist 28" running=2');
  });

  test('is one line whatever the message', () => {
    expect(formatLine(line({ message: 'crashed\n    at main.js' }))).toMatch(/: crashed \| at main\.js$/);
  });

  test('leaves out fields that have no value', () => {
    expect(formatLine(line({ fields: { trial: undefined } }))).toMatch(/: driving study$/);
  });

  test('is read as it was written: level, program, message, texts, numbers, truths and nulls', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const fields = fc.dictionary(fc.stringMatching(/^[a-z]\w{0,8}$/), value, { noNullPrototype: true });
    const lines = fc.record({
      level: fc.constantFrom('info' as const, 'warn' as const),
      program: fc.constantFrom('coordinator', 'worker 1'),
      message: fc.stringMatching(/^[a-z][a-z ,;:()]{0,40}$/).map((text) => text.trim()),
      fields,
    });
    fc.assert(
      fc.property(lines, (parts) => {
        expect(parseLine(formatLine(line(parts)))).toEqual(line(parts));
      }),
    );
  });

  test('is distinguished from other output of a program', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseLine(text)).toBeNull();
      }),
    );
    expect(parseLine('2026-11-23T10:00:00.000Z Ready')).toBeNull();
  });
});
