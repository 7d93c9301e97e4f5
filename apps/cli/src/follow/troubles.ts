import { open, stat } from 'node:fs/promises';
import { parseLine } from '@ram-sweep/log';

/** For lines that stay. Whoever is in trouble says so every second or oftener. */
const AGAIN_AFTER_MS = 60_000;

/** Reads on in the log of a sweep that runs on this machine, for its warnings. */
export class Troubles {
  readonly #logFile: string;
  readonly #againAfterMs: number;
  readonly #told = new Map<string, number>();
  #offset: number;

  private constructor(logFile: string, againAfterMs: number, offset: number) {
    this.#logFile = logFile;
    this.#againAfterMs = againAfterMs;
    this.#offset = offset;
  }

  /** Begins at the end of the log as it is; one that is not there is empty. */
  static async from(logFile: string, againAfterMs: number = AGAIN_AFTER_MS): Promise<Troubles> {
    const { size } = await stat(logFile).catch(() => ({ size: 0 }));
    return new Troubles(logFile, againAfterMs, size);
  }

  /** What has come since, each message once in `againAfterMs`: a minute, if nothing else was said. */
  async next(): Promise<string[]> {
    const now = performance.now();
    const lines = (await this.#newText()).split('\n').map(parseLine);
    return lines.flatMap((line) => {
      if (line?.level !== 'warn') return [];
      const { program, message, fields } = line;
      const trouble = `${program}: ${message}${typeof fields.error === 'string' ? `: ${fields.error}` : ''}`;
      const last = this.#told.get(trouble);
      if (last !== undefined && now - last < this.#againAfterMs) return [];
      this.#told.set(trouble, now);
      return [trouble];
    });
  }

  async #newText(): Promise<string> {
    const file = await open(this.#logFile).catch(() => null);
    if (!file) return '';
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(Math.max(0, size - this.#offset)),
        position: this.#offset,
      });
      const whole = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
      this.#offset += whole;
      return buffer.toString('utf8', 0, whole);
    } finally {
      await file.close();
    }
  }
}
