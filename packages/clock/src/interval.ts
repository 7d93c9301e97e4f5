/**
 * A recurring interval, for work that a loop does less often than it runs. Times are milliseconds of any monotonic
 * clock.
 */
export class Interval {
  readonly #lengthMs: number;
  #begunAt: number;

  /** It is over from the start, unless a time is given at which it began. */
  constructor(lengthMs: number, begunAt = -Infinity) {
    this.#lengthMs = lengthMs;
    this.#begunAt = begunAt;
  }

  /** Whether the interval is over. If so, the next one begins now, however late it is. */
  restartIfOver(now: number): boolean {
    if (now - this.#begunAt < this.#lengthMs) return false;
    this.#begunAt = now;
    return true;
  }
}
