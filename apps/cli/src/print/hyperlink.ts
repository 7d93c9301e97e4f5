import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readEnvironment, type Environment } from '../environment.js';

/** What shows of the terminal in the environment. */
export type TerminalNames = Environment['terminal'];

const TERMS = new Set(['alacritty', 'foot', 'foot-extra', 'wezterm', 'xterm-ghostty', 'xterm-kitty']);
const PROGRAMS = new Set(['ghostty', 'Hyper', 'iTerm.app', 'rio', 'Tabby', 'vscode', 'WezTerm', 'zed']);
const FIRST_VTE = 5_000;
const FIRST_TMUX = 3.4;

/**
 * Whether a stream shows OSC 8 hyperlinks: a terminal that is known to. Never one that is no terminal, is dumb, or
 * where FORCE_HYPERLINK is 0; any other FORCE_HYPERLINK takes its word for a terminal that is not known.
 */
export function canLink(stream: { readonly isTTY?: boolean }, names: TerminalNames): boolean {
  const { term, program, version, vte, forceHyperlink } = names;
  if (stream.isTTY !== true || term === 'dumb') return false;
  if (forceHyperlink !== undefined) return !['0', 'false', ''].includes(forceHyperlink);
  if (names.ci) return false;
  if (program === 'tmux') return Number.parseFloat(version ?? '0') >= FIRST_TMUX;
  // What is between us and the terminal may swallow them.
  if (/^(?:screen|tmux)/.test(term ?? '')) return false;
  if (names.windowsTerminal || names.konsole || Number(vte ?? 0) >= FIRST_VTE) return true;
  return TERMS.has(term ?? '') || PROGRAMS.has(program ?? '');
}

/** A text that opens an address on a terminal that can show it; the text itself elsewhere. */
export const hyperlink = (
  text: string,
  url: string,
  stream: { readonly isTTY?: boolean },
  names: TerminalNames = readEnvironment().terminal,
): string => (canLink(stream, names) ? `\u001B]8;;${url}\u001B\\${text}\u001B]8;;\u001B\\` : text);

/** The path of a file of this machine, which opens it on a terminal that can. */
export function fileLink(path: string, stream: { readonly isTTY?: boolean }): string {
  const url = pathToFileURL(resolve(path));
  // A terminal on another machine must not look for the file on its own.
  url.host = hostname();
  return hyperlink(path, url.href, stream);
}
