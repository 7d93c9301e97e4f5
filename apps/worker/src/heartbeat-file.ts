import { rm, stat, writeFile } from 'node:fs/promises';
import type { Log } from '@ram-sweep/log';

/** A worker whose last heartbeat is further away than this is not ready. */
const READY_WITHIN_MS = 10_000;

/**
 * A file that is written whenever the NATS server has read a heartbeat: its age tells what runs the worker, such as
 * Kubernetes, whether it takes part. It is gone while the worker leaves.
 */
export class HeartbeatFile {
  readonly #path: string;
  readonly #log: Log;
  #isOver = false;
  #hasFailed = false;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** `areRead`: whether the server has read all heartbeats up to now. Never rejects. */
  async record(areRead: Promise<boolean>): Promise<void> {
    if (!(await areRead) || this.#isOver) return;
    try {
      await writeFile(this.#path, `${new Date().toISOString()}\n`);
      if (this.#isOver) await this.remove();
    } catch (error) {
      if (!this.#hasFailed) this.#log.warn('cannot write the heartbeat file', { error: String(error) });
      this.#hasFailed = true;
    }
  }

  /** From now on the worker is not ready. Never rejects. */
  async remove(): Promise<void> {
    this.#isOver = true;
    await rm(this.#path, { force: true }).catch(() => undefined);
  }
}

/**
 * Whether a worker with this heartbeat file takes part: the server has read a heartbeat of the last ten seconds. A file
 * from the future was written before the clock was set back; one that is ahead by less is of a disk with another clock.
 */
export async function isReady(path: string): Promise<boolean> {
  const written = await stat(path).catch(() => null);
  return written?.isFile() === true && Math.abs(Date.now() - written.mtimeMs) <= READY_WITHIN_MS;
}
