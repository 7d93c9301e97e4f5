import type { Source } from '../source.js';
import { within } from '../within.js';
import { Observer, type Observation } from './observation.js';

/** Prometheus waits 10 s for a scrape unless configured otherwise. */
const SILENCE_MS = 3_000;
/** Several that scrape at once get the same. */
const FRESH_MS = 1_000;

/** What was observed last, and whether that is from before the question. */
interface Measured {
  readonly observation: Observation | null;
  readonly readAt: Date | null;
  readonly stale: boolean;
}

/** Observes when it is asked. Where the database does not answer, it gives what it has seen last, and says so. */
export class Meter {
  readonly #source: Source;
  readonly #observer = new Observer();
  #last: { readonly observation: Observation; readonly readAt: Date } | null = null;
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  async measure(): Promise<Measured> {
    const stale =
      performance.now() - this.#lookedAt > FRESH_MS &&
      (await within(SILENCE_MS, this.#look()).then(
        () => false,
        () => true,
      ));
    return { observation: this.#last?.observation ?? null, readAt: this.#last?.readAt ?? null, stale };
  }

  #look(): Promise<void> {
    this.#looking ??= this.#source
      .read((reader) => this.#observer.observe(reader))
      .then((observation) => {
        this.#last = { observation, readAt: new Date() };
        this.#lookedAt = performance.now();
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }
}
