/** How a training progresses. */
export interface Pace {
  /** Since the last look. */
  readonly stepsPerSecond: number;
  /** How long it has made no step although it could have, as far as we have seen. */
  readonly stillMs: number;
}

/**
 * Watches the steps of a training from outside, to distinguish one that hangs from one that waits.
 *
 * While the training waits for us, to start it or to store its epoch, it does not count as still: that takes as
 * long as a server is unreachable. Nor does it when nobody looked for a long time: then this process was paused.
 * Times are milliseconds of any monotonic clock.
 */
export class StepWatch {
  readonly #longestLapseMs: number;
  #owed = 0;
  #stepsDone = 0;
  #lookedAt: number;
  #movedAt: number;

  /** `longestLapseMs`: looks are more frequent than this unless this process was paused. */
  constructor(longestLapseMs: number, now: number) {
    this.#longestLapseMs = longestLapseMs;
    this.#lookedAt = now;
    this.#movedAt = now;
  }

  /** The training waits for us from here on. */
  owe(): void {
    this.#owed += 1;
  }

  /** We have done one of the things that it waited for. */
  settle(now: number): void {
    this.#owed -= 1;
    this.#movedAt = now;
  }

  /** `stepsDone`: since the training began. */
  look(stepsDone: number, now: number): Pace {
    const lapseMs = now - this.#lookedAt;
    const steps = stepsDone - this.#stepsDone;
    if (steps > 0 || this.#owed > 0 || lapseMs > this.#longestLapseMs) this.#movedAt = now;
    this.#stepsDone = stepsDone;
    this.#lookedAt = now;
    return { stepsPerSecond: (steps / Math.max(1, lapseMs)) * 1000, stillMs: now - this.#movedAt };
  }
}
