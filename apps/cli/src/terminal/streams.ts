import { isatty } from 'node:tty';
import {
  canDraw,
  isInForeground,
  knowsClipboard,
  type Drawing,
  type TerminalFacts,
} from '@ram-sweep/dashboard/terminal';
import { readEnvironment } from '../environment.js';

/** Whether the dashboard can be drawn on the terminal of this process. */
export const drawing = (): Drawing => canDraw(terminalFacts());

function terminalFacts(): TerminalFacts {
  const { stdout, platform } = process;
  return {
    input: { isTTY: isatty(0) },
    output: { isTTY: isatty(1), columns: stdout.columns ?? 0, rows: stdout.rows ?? 0 },
    term: readEnvironment().term,
    platform,
    foreground: isInForeground(),
  };
}

/** What standard output can show: nothing but text where it is no terminal, or NO_COLOR is set. */
export function terminalColours(): 'truecolor' | 'ansi256' | 'none' {
  const { stdout } = process;
  const depth = stdout.isTTY ? stdout.getColorDepth() : 1;
  return depth >= 24 ? 'truecolor' : depth >= 8 ? 'ansi256' : 'none';
}

/** Whether the terminal is known to put on the clipboard what it is asked to. */
export function takesClipboard(): boolean {
  const { term, termProgram: program, multiplexed, windowsTerminal: windows } = readEnvironment();
  return knowsClipboard({ term, program, multiplexed, windows });
}
