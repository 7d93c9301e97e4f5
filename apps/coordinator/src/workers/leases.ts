/** One attempt at one trial, and the worker that has it. */
export interface Run {
  readonly trial: number;
  readonly attempt: number;
  readonly worker: string;
}

/** A run, and whether any heartbeat has listed it: otherwise its worker may not know of it. */
export interface HeldRun extends Run {
  readonly listed: boolean;
}

/**
 * Who trains what, as far as the coordinator has heard.
 *
 * A granted claim is a lease. It is kept by heartbeats that list the run, and by nothing else: a worker that
 * is alive but does not know of the run (the grant was lost in transit) loses it like one that died.
 * Times are milliseconds of any monotonic clock.
 */
export class Leases {
  readonly #runs = new Map<number, HeldRun & { heardAt: number }>();
  readonly leaseMs: number;

  constructor(leaseMs: number) {
    this.leaseMs = leaseMs;
  }

  get size(): number {
    return this.#runs.size;
  }

  runs(): Run[] {
    return [...this.#runs.values()];
  }

  runOf(trial: number): Run | undefined {
    return this.#runs.get(trial);
  }

  grant(run: Run, now: number): void {
    this.#runs.set(run.trial, { ...run, listed: false, heardAt: now });
  }

  /** Takes note of a heartbeat. Returns the runs in it that belong to nobody or to another worker, to be fenced. */
  confirm(worker: string, listed: readonly { trial: number; attempt: number }[], now: number): Run[] {
    const strangers: Run[] = [];
    for (const { trial, attempt } of listed) {
      const held = this.#runs.get(trial);
      if (held && held.attempt === attempt && held.worker === worker)
        this.#runs.set(trial, { ...held, listed: true, heardAt: now });
      else strangers.push({ trial, attempt, worker });
    }
    return strangers;
  }

  /** The attempt is over. Says whether it was the one that held the lease. */
  end(trial: number, attempt: number): boolean {
    return this.#runs.get(trial)?.attempt === attempt && this.#runs.delete(trial);
  }

  /** The worker is known to be gone: its runs lapse at once. */
  expire(worker: string): void {
    for (const [trial, run] of this.#runs) {
      if (run.worker === worker) this.#runs.set(trial, { ...run, heardAt: -Infinity });
    }
  }

  lapsed(now: number): HeldRun[] {
    return [...this.#runs.values()].filter((run) => now - run.heardAt > this.leaseMs);
  }

  /** Whether this attempt holds a lease that has lapsed. */
  isLapsed({ trial, attempt }: Run, now: number): boolean {
    const held = this.#runs.get(trial);
    return held?.attempt === attempt && now - held.heardAt > this.leaseMs;
  }

  /**
   * After a silence on our side (paused, or cut off from NATS) no lease lapses, except those of workers known to be
   * gone.
   */
  renewAll(now: number): void {
    for (const run of this.#runs.values()) {
      if (run.heardAt > -Infinity) run.heardAt = now;
    }
  }
}
