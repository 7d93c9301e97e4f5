import { openReader, type Reader } from '@ram-sweep/store/read';
import { NotReadableError } from './errors.js';

/** Where the database is now, or why there is none, in a sentence for people. */
export type Address = { readonly url: string } | { readonly missing: string };

/** Queries that run at once: the pages', a scrape's, and those of a few scripts. */
const CONNECTIONS = 4;

/**
 * The studies, whether or not their database is there at the moment: it is connected to when something is read, and
 * looked for again after it was away.
 */
export class Source {
  readonly #address: () => Promise<Address>;
  #opening: Promise<Reader> | undefined;
  #isClosed = false;

  constructor(address: () => Promise<Address>) {
    this.#address = address;
  }

  /** Throws a NotReadableError while there is nothing to read from, and what `use` throws otherwise. */
  async read<Result>(use: (reader: Reader) => Promise<Result>): Promise<Result> {
    const opening = (this.#opening ??= this.#open());
    try {
      return await use(await opening);
    } catch (error) {
      if (!isAway(error)) throw error;
      this.#forget(opening);
      throw error instanceof NotReadableError
        ? error
        : new NotReadableError((error as Error).message, { cause: error });
    }
  }

  /** Waits for what is being read, five seconds at most. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const reader = await this.#opening?.catch(() => undefined);
    await reader?.close();
  }

  async #open(): Promise<Reader> {
    if (this.#isClosed) throw new NotReadableError('The server is ending.');
    const address = await this.#address();
    if ('missing' in address) throw new NotReadableError(address.missing);
    return openReader({ url: address.url, name: 'ram-sweep serve', poolSize: CONNECTIONS });
  }

  /** The next that reads connects anew: the database may be elsewhere by then, or have another schema. */
  #forget(opening: Promise<Reader>): void {
    if (this.#opening === opening) this.#opening = undefined;
    opening.then((reader) => reader.close()).catch(() => undefined);
  }
}

/** The database is not there, refuses us, or holds no tables of ours yet; not what a person asked for wrongly. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error) || !('kind' in error) || isAboutValues(error)) return false;
  return error.kind === 'unavailable' || error.name === 'SchemaTooOldError';
}

/** By SQLSTATE: the database understood the question, and cannot take a value in it. */
const isAboutValues = (error: Error): boolean => 'code' in error && String(error.code).startsWith('22');
