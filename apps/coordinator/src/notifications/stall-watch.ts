/**
 * How long a study has recorded no epoch although it is driven and meant to train. Times are milliseconds of a monotonic
 * clock.
 */
export class StallWatch {
  readonly #patienceMs: number;
  #aliveAt: number;
  #isTold = false;

  constructor(stallMinutes: number, now: number) {
    this.#patienceMs = stallMinutes * 60_000;
    this.#aliveAt = now;
  }

  /** An epoch was recorded, or nothing is meant to train. */
  alive(now: number): void {
    this.#aliveAt = now;
    this.#isTold = false;
  }

  /** Minutes without an epoch, if those are too many and not told yet; null otherwise. */
  stalledFor(now: number): number | null {
    const silentMs = now - this.#aliveAt;
    return this.#isTold || silentMs < this.#patienceMs ? null : silentMs / 60_000;
  }

  /** This stretch without an epoch is written down. */
  told(): void {
    this.#isTold = true;
  }
}
