import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../src/text/cells.js';
import { fit, wrap } from '../src/text/fit.js';
import { scrolled } from '../src/text/scrolled.js';

describe('text in a cell of its own width', () => {
  it('is cut with an ellipsis or padded, on either side', () => {
    expect(fit('leaderboard', 6)).toBe('leade…');
    expect(fit('ab', 4)).toBe('ab  ');
    expect(fit('ab', 4, 'right')).toBe('  ab');
    expect(fit('one\n  two', 7)).toBe('one two');
  });

  it('counts wide letters as two, and never cuts one in half', () => {
    expect(cellsOf('日本')).toBe(4);
    expect(fit('日本語', 4)).toBe('日… ');
    expect(cellsOf('é')).toBe(1);
  });

  it('has exactly that width, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        expect(cellsOf(fit(text, width))).toBe(width);
      }),
    );
  });
});

it('words are wrapped into lines that hold them all, the longest cut into pieces', () => {
  expect(wrap(['std 0.1', 'scale 1', 'x'], 16)).toEqual(['std 0.1  scale 1', 'x']);
  expect(wrap(['abcdefgh'], 3)).toEqual(['abc', 'def', 'gh']);
});

it('lines that do not fit say which of them are seen', () => {
  const lines = ['a', 'b', 'c', 'd', 'e'];
  const seen = (scroll: number) =>
    scrolled(lines, scroll, { width: 30, height: 3 }).map((line) =>
      typeof line === 'string'
        ? line
        : line.map((each) => (typeof each === 'string' ? each : each.text.trimEnd())).join(''),
    );
  expect(seen(0)).toEqual(['a', 'b', ' ↓ lines 1–2 of 5']);
  expect(seen(1)).toEqual(['b', 'c', '↑↓ lines 2–3 of 5']);
  expect(seen(99)).toEqual(['d', 'e', '↑  lines 4–5 of 5']);
  expect(scrolled(lines, 3, { width: 30, height: 5 })).toEqual(lines);
});
