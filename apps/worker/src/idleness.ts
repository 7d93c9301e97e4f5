interface Sighting {
  /** Whether a trial is in hand. */
  readonly busy: boolean;
  /** Without NATS nobody can say whether there is work. */
  readonly connected: boolean;
}

/** How long a worker that could have had work has had none. */
export class Idleness {
  readonly #limitMs: number;
  #since: number;

  /** `limitMs`: for how long it may be idle; `now`: milliseconds of any monotonic clock. */
  constructor(limitMs: number, now: number) {
    this.#limitMs = limitMs;
    this.#since = now;
  }

  /** What is seen at `now`. Returns whether the worker has been idle for too long. */
  see({ busy, connected }: Sighting, now: number): boolean {
    if (busy || !connected) this.#since = now;
    return now - this.#since >= this.#limitMs;
  }
}
