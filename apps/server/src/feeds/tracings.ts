import type { Glimpses } from '@ram-sweep/web';

/** Traces the model of a trial of a study in another process, until the function that is returned is called. */
export type Trace = (study: string, trial: number, tell: (glimpses: Glimpses) => void) => () => void;

interface Tracing {
  stop: () => void;
  /** null: it has not told anything yet. */
  told: Glimpses | null;
  usedAt: number;
  failedAt: number;
}

/** Models that are loaded at once: each takes some hundred megabytes. */
const MOST_TRACINGS = 2;
/** Pages that are watched are drawn far oftener. */
const IDLE_MS = 45_000;
/** What failed may succeed later: a checkpoint is stored, the images are there. */
const RETRY_MS = 60_000;

const TOO_MANY: Glimpses = {
  kind: 'failure',
  message: `The glimpses of ${MOST_TRACINGS} models are being shown; close one of those pages.`,
};

/** The models whose glimpses are shown: loaded when a page asks for them, and for as long as it is drawn. */
export class Tracings {
  readonly #trace: Trace;
  readonly #all = new Map<string, Tracing>();
  readonly #sweeps: NodeJS.Timeout;
  #messages = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#sweeps = setInterval(() => this.#endIdle(), IDLE_MS / 3).unref();
  }

  /** Differs from before if any model has told something. */
  get mark(): string {
    return String(this.#messages);
  }

  /** Where the model of a trial looks; null while it is being loaded. */
  of(study: string, trial: number): Glimpses | null {
    const key = `${study} ${trial}`;
    const held = this.#all.get(key) ?? this.#begin(key, study, trial);
    if (held === null) return TOO_MANY;
    held.usedAt = performance.now();
    return held.told;
  }

  close(): void {
    clearInterval(this.#sweeps);
    for (const { stop } of this.#all.values()) stop();
    this.#all.clear();
  }

  #begin(key: string, study: string, trial: number): Tracing | null {
    // A trial of the same study that has lost its place gives way at once.
    for (const [other, { stop }] of this.#all) {
      if (!other.startsWith(`${study} `)) continue;
      stop();
      this.#all.delete(other);
    }
    if (this.#all.size >= MOST_TRACINGS) return null;
    const tracing: Tracing = {
      stop: () => undefined,
      told: null,
      usedAt: performance.now(),
      failedAt: Infinity,
    };
    this.#all.set(key, tracing);
    tracing.stop = this.#trace(study, trial, (glimpses) => {
      this.#messages += 1;
      tracing.told = glimpses;
      if (glimpses.kind === 'failure') tracing.failedAt = performance.now();
    });
    return tracing;
  }

  #endIdle(): void {
    const now = performance.now();
    for (const [key, { stop, usedAt, failedAt }] of this.#all) {
      if (now - usedAt < IDLE_MS && now - failedAt < RETRY_MS) continue;
      stop();
      this.#all.delete(key);
    }
  }
}
