import { stat } from 'node:fs/promises';
import { parseLine } from '@ram-sweep/log';
import { LogTail } from '../logs/log-tail.js';
import { commandsInThisShell } from '../print/command/in-this-shell.js';

/** For lines that stay. Whoever is in trouble says so every second or oftener. */
const AGAIN_AFTER_MS = 60_000;

/** Reads on in the log of a sweep that runs on this machine, for its warnings. */
export class Troubles {
  readonly #tail: LogTail;
  readonly #againAfterMs: number;
  readonly #told = new Map<string, number>();

  private constructor(tail: LogTail, againAfterMs: number) {
    this.#tail = tail;
    this.#againAfterMs = againAfterMs;
  }

  /** Begins at the end of the log as it is; one that is not there is empty. */
  static async from(logFile: string, againAfterMs: number = AGAIN_AFTER_MS): Promise<Troubles> {
    const { size } = await stat(logFile).catch(() => ({ size: 0 }));
    return new Troubles(new LogTail(logFile, size), againAfterMs);
  }

  /** What has come since, each message once in `againAfterMs`: a minute, if nothing else was said. */
  async next(): Promise<string[]> {
    return (await this.nextLines()).map(({ text }) => text);
  }

  /** The same, with the time at which each was logged. */
  async nextLines(): Promise<{ readonly at: Date; readonly text: string }[]> {
    const now = performance.now();
    const lines = (await this.#tail.next()).map(parseLine);
    return lines.flatMap((line) => {
      if (line?.level !== 'warn') return [];
      const { at, program, message, fields } = line;
      const trouble = `${program}: ${message}${typeof fields.error === 'string' ? `: ${fields.error}` : ''}`;
      const last = this.#told.get(trouble);
      if (last !== undefined && now - last < this.#againAfterMs) return [];
      this.#told.set(trouble, now);
      return [{ at, text: commandsInThisShell(trouble) }];
    });
  }
}
