import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { Screen } from '../../src/terminal/screen.js';
import { withoutColour } from '../../src/terminal/without-colour.js';

const ESCAPE = '\u001B';
/** What a sequence does, and the text that follows it. */
const SEQUENCE = new RegExp(`${ESCAPE}\\[([?\\d;]*[A-Za-z])([^${ESCAPE}]*)`, 'g');

/** A terminal that remembers what it was sent, and draws as much of it as the screen uses. */
class FakeTerminal extends EventEmitter {
  columns = 20;
  rows = 5;
  sent = '';

  readonly write = (text: string, done?: () => void): boolean => {
    this.sent += text;
    done?.();
    return true;
  };

  resize(columns: number, rows: number): void {
    Object.assign(this, { columns, rows });
    this.emit('resize');
  }

  /** What is on the screen, without styles and lines that are empty at its end. */
  get shown(): string[] {
    const lines: string[] = [];
    let row = 0;
    for (const [, code, text] of this.sent.matchAll(SEQUENCE)) {
      if (code?.endsWith('H')) row = Number(code.split(';')[0]) - 1;
      if (code === '2K') lines[row] = '';
      if (code === '2J') lines.length = 0;
      if (code === 'J') lines.length = Math.min(lines.length, row);
      if (text) lines[row] = (lines[row] ?? '') + text;
    }
    return lines;
  }
}

function open(options = { colours: true }): { terminal: FakeTerminal; screen: Screen } {
  const terminal = new FakeTerminal();
  return { terminal, screen: new Screen(terminal as unknown as NodeJS.WriteStream, options) };
}

it('shows the newest frame, and sends only the lines that changed', () => {
  const { terminal, screen } = open();
  screen.write('one\ntwo\nthree');
  expect(terminal.shown).toEqual(['one', 'two', 'three']);
  terminal.sent = '';
  screen.write('one\n2\nthree');
  expect(terminal.sent).toContain('2');
  expect(terminal.sent).not.toMatch(/one|three/);
  terminal.sent = '';
  screen.write('one\n2\nthree');
  expect(terminal.sent).toBe('');
  screen.close();
});

it('erases what a shorter frame no longer has', () => {
  const { terminal, screen } = open();
  screen.write('one\ntwo\nthree');
  screen.write('one');
  expect(terminal.shown).toEqual(['one']);
  screen.close();
});

it('cuts a frame that is as high as the screen, and leaves the scrollback alone however the window changes', () => {
  const { terminal, screen } = open();
  const frame = Array.from({ length: 12 }, (_, row) => `row ${row}`).join('\n');
  screen.write(frame);
  expect(terminal.shown).toEqual(['row 0', 'row 1', 'row 2', 'row 3']);
  terminal.resize(20, 3);
  expect(terminal.shown).toEqual(['row 0', 'row 1']);
  terminal.resize(20, 1);
  expect(terminal.shown).toEqual(['row 0']);
  terminal.resize(20, 40);
  expect(terminal.shown).toHaveLength(12);
  screen.close();
  expect(terminal.sent).not.toContain('\u001B[3J');
  expect(terminal.sent).not.toContain('\n');
});

it('says when the terminal changes its size, until it is closed', () => {
  const { terminal, screen } = open();
  const sizes: number[][] = [];
  screen.on('resize', () => sizes.push([screen.columns, screen.rows]));
  terminal.resize(100, 30);
  screen.close();
  terminal.resize(90, 20);
  expect(sizes).toEqual([[100, 30]]);
  expect(terminal.listenerCount('resize')).toBe(0);
});

it('takes the screen again when the process continues after a stop', () => {
  const { terminal, screen } = open();
  screen.write('frame');
  terminal.sent = '';
  process.emit('SIGCONT', 'SIGCONT');
  expect(terminal.sent).toContain('\u001B[?1049h');
  expect(terminal.shown).toEqual(['frame']);
  screen.close();
  terminal.sent = '';
  process.emit('SIGCONT', 'SIGCONT');
  expect(terminal.sent).toBe('');
});

it('gives the terminal back once, with its cursor and its wrapping, also where the process ends', () => {
  const before = process.listenerCount('exit');
  const { terminal, screen } = open();
  screen.write('frame');
  expect(process.listenerCount('exit')).toBe(before + 1);
  terminal.sent = '';
  screen.close();
  screen.close();
  screen.write('too late');
  expect(terminal.sent).toBe('\u001B[?7h\u001B[?25h\u001B[?1049l');
  expect(process.listenerCount('exit')).toBe(before);
});

it('leaves out the frames that a slow terminal has no time for', async () => {
  const { terminal, screen } = open();
  const waiting: (() => void)[] = [];
  Object.assign(terminal, {
    write: (text: string, done: () => void) => {
      terminal.sent += text;
      waiting.push(done);
    },
  });
  for (const frame of ['first', 'second', 'third', 'fourth']) screen.write(frame);
  waiting.shift()?.();
  await expect.poll(() => terminal.shown).toEqual(['fourth']);
  expect(terminal.sent).not.toMatch(/second|third/);
  screen.close();
});

it('shows styles without colours where they are not wanted', () => {
  const { terminal, screen } = open({ colours: false });
  screen.write('\u001B[1m\u001B[32mbold green\u001B[39m\u001B[22m');
  expect(terminal.sent).toContain('\u001B[1mbold green\u001B[22m');
  screen.close();
});

it.each([
  ['\u001B[31mred\u001B[39m', 'red'],
  ['\u001B[1;31;4mred\u001B[0m', '\u001B[1;4mred\u001B[0m'],
  ['\u001B[38;2;1;2;3mrgb\u001B[48;5;7mgrey\u001B[m', 'rgbgrey\u001B[m'],
  ['\u001B[38;5;1;7minverse\u001B[97;100mbright', '\u001B[7minversebright'],
  ['plain', 'plain'],
])('%j without colours is %j', (text, expected) => {
  expect(withoutColour(text)).toBe(expected);
});
