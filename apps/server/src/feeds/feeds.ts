import type { ServerResponse } from 'node:http';
import { RequestRefusedError } from '../errors.js';
import type { Source } from '../source.js';
import { Feed, type Drawn, type WatchedPage } from './feed.js';
import { Revisions } from './revisions.js';
import type { Timing } from '../timing.js';

/** Pages that are kept at once: each address of one, with its page and filter, is another. */
const MOST_PAGES = 100;

/** All pages that are looked at, one feed each. */
export class Feeds {
  readonly #source: Source;
  readonly #timing: Timing;
  readonly #mostViewers: number;
  readonly #revisions = new Revisions();
  /** By address; the one that was asked for last is the last. */
  readonly #feeds = new Map<string, Feed>();
  readonly #beats: NodeJS.Timeout;

  constructor(source: Source, timing: Timing, mostViewers: number) {
    this.#source = source;
    this.#timing = timing;
    this.#mostViewers = mostViewers;
    this.#beats = setInterval(() => this.#beat(), timing.beatMs).unref();
  }

  get viewers(): number {
    return [...this.#feeds.values()].reduce((sum, { viewers }) => sum + viewers, 0);
  }

  /** The page at this address, and the name of its revision. Throws as Feed.draw does. */
  async draw(address: string, page: WatchedPage): Promise<Pick<Drawn, 'page'> & { revision: string }> {
    const drawn = await this.#feedOf(address, page).draw();
    return { page: drawn.page, revision: this.#revisions.nameOf(drawn.revision) };
  }

  /**
   * Adds a viewer that has seen the revision of that name. Throws a RequestRefusedError (503) where there are too many.
   */
  join(address: string, page: WatchedPage, response: ServerResponse, seen: string): void {
    if (this.viewers >= this.#mostViewers)
      throw new RequestRefusedError(503, `Too many pages are being watched (${this.#mostViewers}).`, {
        'retry-after': '60',
      });
    this.#feedOf(address, page).join(response, this.#revisions.named(seen));
  }

  close(): void {
    clearInterval(this.#beats);
    for (const feed of this.#feeds.values()) feed.close();
  }

  #feedOf(address: string, page: WatchedPage): Feed {
    const held = this.#feeds.get(address);
    const feed =
      held ?? new Feed(page, { source: this.#source, revisions: this.#revisions, timing: this.#timing });
    this.#feeds.delete(address);
    this.#makeRoom();
    this.#feeds.set(address, feed);
    return feed;
  }

  #beat(): void {
    for (const [address, feed] of this.#feeds) {
      feed.beat();
      if (feed.isIdle) this.#feeds.delete(address);
    }
  }

  /** The page that has not been asked for longest, of those that nobody watches, is forgotten. */
  #makeRoom(): void {
    if (this.#feeds.size < MOST_PAGES) return;
    for (const [address, { viewers }] of this.#feeds) {
      if (viewers > 0) continue;
      this.#feeds.delete(address);
      return;
    }
    throw new RequestRefusedError(503, `Too many different pages are being watched (${MOST_PAGES}).`);
  }
}
