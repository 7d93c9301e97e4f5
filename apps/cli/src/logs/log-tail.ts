import { open } from 'node:fs/promises';

/** Read in one go, at most. */
const CHUNK_BYTES = 1 << 20;

/**
 * Reads on in a file that grows, line by line. One that is not there is empty; one that became shorter is read anew.
 */
export class LogTail {
  readonly #file: string;
  #offset: number;

  /** `offset`: bytes from the file's beginning, 0 by default. */
  constructor(file: string, offset = 0) {
    this.#file = file;
    this.#offset = offset;
  }

  /** The next whole lines, up to 1 MiB of them; none where nothing has come. A line that is longer comes in pieces. */
  async next(): Promise<string[]> {
    const file = await open(this.#file).catch(() => null);
    if (!file) return [];
    try {
      const { size } = await file.stat();
      if (size < this.#offset) this.#offset = 0;
      const wanted = Math.min(CHUNK_BYTES, size - this.#offset);
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(wanted), position: this.#offset });
      const whole = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
      const taken = whole === 0 && bytesRead === CHUNK_BYTES ? bytesRead : whole;
      this.#offset += taken;
      return taken === 0 ? [] : buffer.toString('utf8', 0, taken).replace(/\n$/, '').split('\n');
    } finally {
      await file.close();
    }
  }
}
