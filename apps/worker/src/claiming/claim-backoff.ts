const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

interface Backoff {
  /** How long the study's jobs are left alone, and until when (monotonic clock). */
  readonly pauseMs: number;
  readonly until: number;
  /** Whether the pause is over and one job is asking. */
  readonly asking: boolean;
}

/**
 * Studies whose coordinator did not answer. Their jobs stay in the queue for as long as the study has no
 * coordinator, and nats-server redelivers them before others. So during a pause they are returned without a claim.
 * The pause lasts 2 s, doubles each time up to 30 s, and then one job asks again. This way a study without a
 * coordinator keeps no worker from a study with one.
 */
export class ClaimBackoff {
  readonly #studies = new Map<string, Backoff>();

  /** For how many milliseconds to return a job of the study to the queue; 0 if it may ask. Then report the outcome. */
  pause(study: string, now: number): number {
    const held = this.#studies.get(study);
    if (!held) return 0;
    if (held.asking) return FIRST_PAUSE_MS;
    if (held.until > now) return held.until - now;
    this.#studies.set(study, { ...held, asking: true });
    return 0;
  }

  /** The coordinator did not answer: returns the pause that follows. Jobs that asked at the same time share one. */
  missed(study: string, now: number): number {
    const known = this.#studies.get(study);
    if (known && !known.asking) return Math.max(0, known.until - now);
    const pauseMs = known ? Math.min(2 * known.pauseMs, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    this.#studies.set(study, { pauseMs, until: now + pauseMs, asking: false });
    return pauseMs;
  }

  answered(study: string): void {
    this.#studies.delete(study);
  }
}
