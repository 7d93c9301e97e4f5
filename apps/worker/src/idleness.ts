interface Sighting {
  /** Whether a trial is in hand. */
  readonly busy: boolean;
  /** Without NATS nobody can say whether there is work. */
  readonly connected: boolean;
}

interface Limits {
  readonly idleMs?: number | undefined;
  readonly cutOffMs?: number | undefined;
}

/**
 * How long a worker has been of no use. While it is connected, that is without work. While it is not, there may be
 * work, and a server that restarts finds its workers again; but one that is gone for good must not hold them for ever,
 * nor a trial whose results it will not take.
 */
export class Idleness {
  readonly #idleMs: number;
  readonly #cutOffMs: number;
  #idleSince: number;
  #cutOffSince: number | null = null;

  /**
   * For how long it may be idle, and for how long it may reach no server; without a limit, for ever. `now`:
   * milliseconds of any monotonic clock.
   */
  constructor({ idleMs, cutOffMs }: Limits, now: number) {
    this.#idleMs = idleMs ?? Infinity;
    this.#cutOffMs = cutOffMs ?? Infinity;
    this.#idleSince = now;
  }

  /** What is seen at `now`. Returns why the worker should end, or null. */
  see({ busy, connected }: Sighting, now: number): 'idle' | 'cut off' | null {
    if (busy || !connected) this.#idleSince = now;
    this.#cutOffSince = connected ? null : (this.#cutOffSince ?? now);
    if (this.#cutOffSince !== null && now - this.#cutOffSince >= this.#cutOffMs) return 'cut off';
    return now - this.#idleSince >= this.#idleMs ? 'idle' : null;
  }
}
