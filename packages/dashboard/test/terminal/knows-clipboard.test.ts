import { expect, it } from 'vitest';
import { knowsClipboard, type TerminalNames } from '../../src/terminal/knows-clipboard.js';

const unknown: TerminalNames = {
  term: 'xterm-256color',
  program: undefined,
  multiplexed: false,
  windows: false,
};

it.each<[string, Partial<TerminalNames>, boolean]>([
  ['any xterm', {}, false],
  ['kitty', { term: 'xterm-kitty' }, true],
  ['the terminal of VS Code', { program: 'vscode' }, true],
  ['that of Windows', { windows: true }, true],
  ['kitty behind tmux', { term: 'xterm-kitty', multiplexed: true }, false],
])('%s is known to have a clipboard, or not', (_, names, expected) => {
  expect(knowsClipboard({ ...unknown, ...names })).toBe(expected);
});
