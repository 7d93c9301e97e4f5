/**
 * How long a study has recorded no epoch although it is driven and meant to train. Times are milliseconds of a
 * monotonic clock.
 */
export class StallWatch {
  readonly #patienceMs: number;
  #aliveAt: number;
  #isReported = false;

  constructor(stallMinutes: number, now: number) {
    this.#patienceMs = stallMinutes * 60_000;
    this.#aliveAt = now;
  }

  /** An epoch was recorded, or nothing is meant to train. */
  alive(now: number): void {
    this.#aliveAt = now;
    this.#isReported = false;
  }

  /** Minutes without an epoch, if those are too many and not reported yet; null otherwise. */
  stalledFor(now: number): number | null {
    const silentMs = now - this.#aliveAt;
    return this.#isReported || silentMs < this.#patienceMs ? null : silentMs / 60_000;
  }

  /** This stretch without an epoch is recorded. */
  reported(): void {
    this.#isReported = true;
  }
}
