/** What is known of the streams of a process and of the terminal behind them. */
export interface TerminalFacts {
  readonly input: { readonly isTTY: boolean };
  readonly output: { readonly isTTY: boolean; readonly columns: number; readonly rows: number };
  /** The variable TERM; undefined where it is not set. */
  readonly term: string | undefined;
  readonly platform: NodeJS.Platform;
  /** Whether the process is in the foreground of its terminal; null where nobody says so. */
  readonly foreground: boolean | null;
}

export type Drawing = { readonly draws: true } | { readonly draws: false; readonly why: string };

const not = (why: string): Drawing => ({ draws: false, why });

/**
 * Whether the dashboard can be drawn: on a terminal that moves its cursor, has a size, and sends keys to this process.
 * `why` is a clause, such as "TERM is dumb". CI does not matter: what counts is what the terminal can do.
 */
export function canDraw({ input, output, term, platform, foreground }: TerminalFacts): Drawing {
  if (!output.isTTY) return not('standard output is not a terminal');
  if (!input.isTTY) return not('standard input is not a terminal, so no keys can be read');
  if (term === 'dumb') return not('TERM is dumb');
  // Consoles of Windows have no TERM, and draw all the same.
  if (!term && platform !== 'win32') return not('TERM is not set');
  if (!(output.columns > 0 && output.rows > 0)) return not('the terminal says that it has no size');
  if (foreground === false) return not('this is a background job');
  return { draws: true };
}
