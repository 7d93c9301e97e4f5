import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/environment.js';
import { canLink, fileLink, hyperlink } from '../../src/print/hyperlink.js';

const terminal = { isTTY: true };
const names = (env: NodeJS.ProcessEnv) => readEnvironment(env).terminal;

test.each([
  [true, 'kitty', { TERM: 'xterm-kitty' }],
  [true, 'iTerm2', { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }],
  [true, 'the terminal of VS Code', { TERM: 'xterm-256color', TERM_PROGRAM: 'vscode' }],
  [true, 'GNOME Terminal', { TERM: 'xterm-256color', VTE_VERSION: '7006' }],
  [true, 'Windows Terminal', { TERM: 'xterm-256color', WT_SESSION: 'x' }],
  [true, 'tmux 3.4', { TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }],
  [false, 'tmux 3.3', { TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }],
  [false, 'screen within kitty', { TERM: 'screen', TERM_PROGRAM: 'kitty' }],
  [false, 'an old GNOME Terminal', { TERM: 'xterm', VTE_VERSION: '4205' }],
  [false, 'a terminal that is not known', { TERM: 'xterm-256color' }],
  [true, 'one that is not known, by force', { TERM: 'xterm-256color', FORCE_HYPERLINK: '1' }],
  [false, 'kitty, by force', { TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }],
  [false, 'a dumb terminal, whatever is forced', { TERM: 'dumb', FORCE_HYPERLINK: '1' }],
  [false, 'CI', { TERM: 'xterm-kitty', CI: 'true' }],
] as const)('links: %s on %s', (links, _, env) => {
  expect(canLink(terminal, names(env))).toBe(links);
});

test('what is no terminal gets the text alone', () => {
  const kitty = names({ TERM: 'xterm-kitty', FORCE_HYPERLINK: '1' });
  expect(hyperlink('text', 'https://example.org', { isTTY: false }, kitty)).toBe('text');
  expect(hyperlink('text', 'https://example.org', {}, kitty)).toBe('text');
  expect(fileLink('/tmp/a', {})).toBe('/tmp/a');
});

test('a link is the text between OSC 8 and its end', () => {
  const kitty = names({ TERM: 'xterm-kitty' });
  const link = hyperlink('text', 'https://example.org', terminal, kitty);
  expect(link).toBe('\u001B]8;;https://example.org\u001B\\text\u001B]8;;\u001B\\');
});

test('a file is linked by its host and whole path, whatever is in its name', () => {
  const before = process.env['FORCE_HYPERLINK'];
  process.env['FORCE_HYPERLINK'] = '1';
  try {
    expect(fileLink('/tmp/my study#1.html', terminal)).toContain(
      `file://${hostname()}/tmp/my%20study%231.html`,
    );
  } finally {
    if (before === undefined) delete process.env['FORCE_HYPERLINK'];
    else process.env['FORCE_HYPERLINK'] = before;
  }
});
