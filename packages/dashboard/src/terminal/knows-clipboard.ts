/** What a terminal says of itself in the environment. */
export interface TerminalNames {
  readonly term: string | undefined;
  /** TERM_PROGRAM. */
  readonly program: string | undefined;
  /** Whether the terminal is one of tmux or screen, which keep clipboards to themselves unless configured otherwise. */
  readonly multiplexed: boolean;
  /** Whether it is the one of Windows (WT_SESSION). */
  readonly windows: boolean;
}

const PROGRAMS = new Set(['ghostty', 'vscode', 'WezTerm']);
const TERMS = new Set(['alacritty', 'contour', 'foot', 'xterm-ghostty', 'xterm-kitty']);

/**
 * Whether a terminal is known to put on the clipboard what it is asked to (OSC 52) as it comes. Others may as well, but
 * none answers, so nothing can be promised there.
 */
export const knowsClipboard = ({ term, program, multiplexed, windows }: TerminalNames): boolean =>
  !multiplexed && (windows || PROGRAMS.has(program ?? '') || TERMS.has(term ?? ''));
