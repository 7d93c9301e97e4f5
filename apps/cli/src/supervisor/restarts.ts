const FIRST_MS = 250;
const LONGEST_MS = 10_000;
/**
 * A process that lived this long is not in a crash loop. Neither is a worker that has trained: if a trial ends its
 * workers, the coordinator fails that trial at the third.
 */
const HEALTHY_MS = 10_000;
const CRASHES_IN_A_ROW = 10;
const AWAY_FIRST_MS = 1_000;
const AWAY_SHARE = 0.1;

/** How a process ended. */
export interface Ending {
  readonly livedMs: number;
  readonly hasTrained: boolean;
  /** It ended because a server is unreachable, which is no crash. */
  readonly isWaiting: boolean;
}

/**
 * When to start a process again that ended. Crashes in a row double the pause, from 250 ms to 10 s, and the tenth is
 * the last. While a server is unreachable it is started for as long as that lasts, after 1 s and a tenth of the time so
 * far, 10 s at most.
 */
export class Restarts {
  #crashes = 0;
  #awayMs = 0;

  get crashes(): number {
    return this.#crashes;
  }

  /** The pause before the next start, in milliseconds; null: give it up. */
  pauseAfter({ livedMs, hasTrained, isWaiting }: Ending): number | null {
    const isHealthy = hasTrained || livedMs > HEALTHY_MS;
    if (isHealthy) [this.#crashes, this.#awayMs] = [0, 0];
    return isWaiting ? this.#pauseWhileAway(livedMs) : this.#pauseAfterCrash();
  }

  #pauseWhileAway(livedMs: number): number {
    const pauseMs = Math.min(LONGEST_MS, AWAY_FIRST_MS + this.#awayMs * AWAY_SHARE);
    this.#awayMs += livedMs + pauseMs;
    return pauseMs;
  }

  #pauseAfterCrash(): number | null {
    this.#awayMs = 0;
    this.#crashes += 1;
    if (this.#crashes >= CRASHES_IN_A_ROW) return null;
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#crashes - 1));
  }
}
