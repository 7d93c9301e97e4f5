import { duration } from '@ram-sweep/format';
import { readEnvironment } from '../environment.js';

/** Tells what is going on, in a few words: `trial 3 of 24, compiling the model`. */
export type Say = (detail: string) => void;

/** Where signs of life go. */
interface Screen {
  readonly write: (text: string) => void;
  /** Whether a line can be drawn over, so that a spinner turns on it. */
  readonly canRedraw: boolean;
  /** Width of a line that is drawn over. */
  readonly columns: number;
}

/** When signs of life are given, in milliseconds. */
interface Pace {
  /** What is over by then needs none. */
  readonly patienceMs: number;
  /** How often a line is drawn over, and how often one is written where that cannot be. */
  readonly redrawEveryMs: number;
  readonly lineEveryMs: number;
}

const PACE: Pace = { patienceMs: 1_000, redrawEveryMs: 120, lineEveryMs: 10_000 };
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001B[K';

/**
 * Does a task, and shows that it lives where it takes more than a second: a line with a spinner and the time elapsed on
 * a terminal, which is gone when the task is over; a line every ten seconds elsewhere. On standard error.
 */
export async function withLife<Result>(
  what: string,
  task: (say: Say) => Promise<Result>,
  { screen = standardError(), pace = PACE }: { screen?: Screen; pace?: Pace } = {},
): Promise<Result> {
  const life = new Life(what, screen, pace);
  try {
    return await task((detail) => life.say(detail));
  } finally {
    life.end();
  }
}

function standardError(): Screen {
  const { stderr } = process;
  return {
    write: (text) => void stderr.write(text),
    canRedraw: stderr.isTTY && !readEnvironment().dumbTerminal,
    columns: stderr.columns ?? 80,
  };
}

class Life {
  readonly #what: string;
  readonly #screen: Screen;
  readonly #pace: Pace;
  readonly #beganAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  #detail = '';
  #turns = 0;
  #isDrawn = false;

  constructor(what: string, screen: Screen, pace: Pace) {
    this.#what = what;
    this.#screen = screen;
    this.#pace = pace;
    const every = screen.canRedraw ? pace.redrawEveryMs : pace.lineEveryMs;
    this.#timer = setInterval(() => this.#show(), every).unref();
  }

  say(detail: string): void {
    this.#detail = detail;
    // What computes on this thread lets no timer through meanwhile.
    if (this.#screen.canRedraw) this.#show();
  }

  end(): void {
    clearInterval(this.#timer);
    if (this.#isDrawn) this.#screen.write(CLEAR_LINE);
  }

  #show(): void {
    const elapsedMs = performance.now() - this.#beganAt;
    if (elapsedMs < this.#pace.patienceMs) return;
    const text = this.#detail === '' ? this.#what : `${this.#what}: ${this.#detail}`;
    const elapsed = duration(elapsedMs / 1000);
    if (!this.#screen.canRedraw) return this.#screen.write(`${text} (${elapsed})\n`);
    this.#turns += 1;
    this.#isDrawn = true;
    const line = `${SPINNER[this.#turns % SPINNER.length]} ${text}  ${elapsed}`;
    // A line that wraps could not be drawn over.
    this.#screen.write(`${CLEAR_LINE}${line.slice(0, Math.max(1, this.#screen.columns - 1))}`);
  }
}
