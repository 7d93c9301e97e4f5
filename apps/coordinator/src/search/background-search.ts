import type { Log } from '@ram-sweep/log';
import { isRetryable } from '@ram-sweep/protocol/errors';
import type { Search } from './search.js';

/** Advances a search that nobody waits for, as a sampler may take its time. */
export class BackgroundSearch {
  readonly #search: Search;
  readonly #log: Log;
  #failure: unknown;

  constructor(search: Search, log: Log) {
    this.#search = search;
    this.#log = log;
  }

  /** What fails is reported by the next `retry`. */
  advance(): void {
    this.#search.advance().catch((error: unknown) => {
      this.#failure = error;
    });
  }

  /** Advances again after a server was unreachable. Throws an error that another attempt cannot fix. */
  retry(): void {
    const error = this.#failure;
    if (error === undefined) return;
    this.#failure = undefined;
    if (!(error instanceof Error) || !isRetryable(error)) throw error;
    this.#log.warn('the search waits for the database', { error: error.message });
    this.advance();
  }
}
