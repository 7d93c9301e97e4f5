/**
 * A time that passes again and again, for what is to be done every so often by a loop that turns more often than that.
 * Times are milliseconds of any monotonic clock.
 */
export class Interval {
  readonly #lengthMs: number;
  #begunAt: number;

  /** It is over from the start unless it is said to have begun at some time. */
  constructor(lengthMs: number, begunAt = -Infinity) {
    this.#lengthMs = lengthMs;
    this.#begunAt = begunAt;
  }

  /** Whether it is over. If so, the next one begins now, however late that is. */
  restartIfOver(now: number): boolean {
    if (now - this.#begunAt < this.#lengthMs) return false;
    this.#begunAt = now;
    return true;
  }
}
