import { describe, expect, it } from 'vitest';
import { canDraw, type TerminalFacts } from '../../src/terminal/can-draw.js';
import { foregroundOf, groupsInPs, groupsInStat } from '../../src/terminal/foreground.js';

const terminal: TerminalFacts = {
  input: { isTTY: true },
  output: { isTTY: true, columns: 80, rows: 24 },
  term: 'xterm-256color',
  platform: 'linux',
  foreground: true,
};

describe('a terminal that can be drawn on', () => {
  it.each<[string, Partial<TerminalFacts>]>([
    ['is a usual one', {}],
    ['may be small', { output: { isTTY: true, columns: 20, rows: 5 } }],
    ['need not say who is in its foreground', { foreground: null }],
    ['has no TERM on Windows', { term: undefined, platform: 'win32' }],
  ])('%s', (_, facts) => {
    expect(canDraw({ ...terminal, ...facts })).toEqual({ draws: true });
  });

  it.each<[string, Partial<TerminalFacts>]>([
    ['standard output is not a terminal', { output: { isTTY: false, columns: 80, rows: 24 } }],
    ['standard input is not a terminal, so no keys can be read', { input: { isTTY: false } }],
    ['TERM is dumb', { term: 'dumb' }],
    ['TERM is not set', { term: undefined }],
    ['TERM is not set', { term: '' }],
    ['the terminal says that it has no size', { output: { isTTY: true, columns: 0, rows: 0 } }],
    ['the terminal says that it has no size', { output: { isTTY: true, columns: 80, rows: 0 } }],
    ['this is a background job', { foreground: false }],
  ])('is none where %s', (why, facts) => {
    expect(canDraw({ ...terminal, ...facts })).toEqual({ draws: false, why });
  });
});

describe('the foreground', () => {
  it('is read from /proc, whatever the name of the program is', () => {
    // pid 71, group 70, session 60, terminal 34816, foreground group 70
    const stat = '71 (a) b (c) S 60 70 60 34816 70 4194304 1 2';
    expect(groupsInStat(stat)).toEqual({ own: 70, foreground: 70 });
    expect(groupsInStat('nonsense')).toBeNull();
  });

  it('is read from ps', () => {
    expect(groupsInPs('  70    64\n')).toEqual({ own: 70, foreground: 64 });
    expect(groupsInPs('')).toBeNull();
  });

  it('is ours, another group’s, or nobody’s', () => {
    expect(foregroundOf({ own: 70, foreground: 70 })).toBe(true);
    expect(foregroundOf({ own: 70, foreground: 64 })).toBe(false);
    expect(foregroundOf({ own: 70, foreground: -1 })).toBeNull();
  });
});
