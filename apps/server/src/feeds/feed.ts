import type { ServerResponse } from 'node:http';
import { pause } from '@ram-sweep/clock';
import { readPulse, type Reader } from '@ram-sweep/store/read';
import type { RenderedPage } from '@ram-sweep/web';
import { RequestRefusedError } from '../errors.js';
import type { Source } from '../source.js';
import { within } from '../within.js';
import { News } from './news.js';
import type { Revisions } from './revisions.js';
import type { Timing } from '../timing.js';
import { Viewer } from './viewer.js';

/** A page as one address has it. */
export interface WatchedPage {
  /** Names or ids of the studies that it shows; all where there are none. */
  readonly studies: readonly string[] | undefined;
  /** Differs from before if something else that it shows has changed. */
  readonly mark?: () => string;
  /**
   * Reads and draws it; null where there is no such study. What takes long may come later: then `tell` gets the page as
   * far as it is known.
   */
  readonly draw: (reader: Reader, tell: (part: RenderedPage) => void) => Promise<RenderedPage | null>;
}

/** A page as it was drawn last, and what its viewers are ahead of. */
export interface Drawn {
  readonly page: RenderedPage;
  readonly revision: number;
}

/** A look that is under way. Where it fails, `whole` does. */
interface Look {
  /** There is a part of the page to show, where none was drawn before. */
  readonly part: Promise<void>;
  readonly whole: Promise<void>;
}

/** Reading and drawing take a tenth of the time at most, however large a study is. */
const REST = 9;
const LONGEST_REST_MS = 30_000;

/**
 * One page, read and drawn for all who watch it, however many: looks whether anything has happened, once a second while
 * somebody watches.
 */
export class Feed {
  readonly #page: WatchedPage;
  readonly #source: Source;
  readonly #timing: Timing;
  readonly #news: News;
  readonly #viewers = new Set<Viewer>();
  readonly #over = new AbortController();
  #drawn: RenderedPage | null = null;
  #pulse = '';
  #drawnAt = -Infinity;
  #lookedAt = -Infinity;
  #drawMs = 0;
  #usedAt = performance.now();
  #looking: Look | undefined;
  #isRunning = false;

  constructor(page: WatchedPage, parts: { source: Source; revisions: Revisions; timing: Timing }) {
    this.#page = page;
    this.#source = parts.source;
    this.#timing = parts.timing;
    this.#news = new News(parts.revisions);
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Whether nobody has asked for it for a while. */
  get isIdle(): boolean {
    return this.#viewers.size === 0 && performance.now() - this.#usedAt > this.#timing.lingerMs;
  }

  /**
   * The page as it is, or as it was while nothing can be read; a part of it while the rest is read for the first time.
   * Throws a NotReadableError where it never was, a RequestRefusedError (404) where there is no such study.
   */
  async draw(): Promise<Drawn> {
    this.#usedAt = performance.now();
    if (performance.now() - this.#lookedAt > this.#timing.lookMs) {
      const { part, whole } = this.#look();
      await within(this.#timing.silenceMs, Promise.race([part, whole])).catch((error: unknown) => {
        if (this.#drawn === null || error instanceof RequestRefusedError) throw error;
        this.#tellTrouble(error);
      });
    }
    return { page: this.#drawn!, revision: this.#news.revision };
  }

  /** Sends what has come since the revision `seen`, and all that comes, until the connection ends. */
  join(response: ServerResponse, seen: number): void {
    const viewer = new Viewer(response, seen);
    this.#viewers.add(viewer);
    response.once('close', () => {
      this.#viewers.delete(viewer);
      this.#usedAt = performance.now();
    });
    this.#show(viewer);
    if (!this.#isRunning) void this.#run();
  }

  beat(): void {
    for (const viewer of this.#viewers) viewer.beat(this.#timing.stallMs);
  }

  close(): void {
    this.#over.abort();
    for (const viewer of this.#viewers) viewer.cut();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#viewers.size > 0 && !this.#over.signal.aborted) {
      try {
        await within(this.#timing.silenceMs, this.#look().whole);
      } catch (error) {
        this.#tellTrouble(error);
      }
      for (const viewer of this.#viewers) this.#show(viewer);
      const rest = Math.min(REST * this.#drawMs, LONGEST_REST_MS);
      await pause(Math.max(this.#timing.lookMs, rest), this.#over.signal);
    }
    this.#isRunning = false;
  }

  #show(viewer: Viewer): void {
    viewer.show(this.#news, () => this.#show(viewer));
  }

  #tellTrouble(error: unknown): void {
    this.#news.tellTrouble(error instanceof Error ? error.message : String(error));
  }

  /** One look at a time: who asks meanwhile gets the same. */
  #look(): Look {
    this.#looking ??= this.#beginLook();
    return this.#looking;
  }

  #beginLook(): Look {
    let tell!: () => void;
    const part = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const whole = this.#lookOnce(tell).finally(() => {
      this.#looking = undefined;
    });
    return { part, whole };
  }

  async #lookOnce(tell: () => void): Promise<void> {
    const { studies, mark } = this.#page;
    const pulse = `${mark?.() ?? ''} ${await this.#source.read((reader) => readPulse(reader, studies))}`;
    const began = performance.now();
    if (pulse !== this.#pulse || began - this.#drawnAt > this.#timing.rereadMs) {
      const drawn = await this.#source.read((reader) =>
        this.#page.draw(reader, (part) => {
          // A page that was whole before stays so until the next is.
          if (this.#drawn !== null) return;
          this.#take(part);
          tell();
        }),
      );
      if (drawn === null) {
        // What was drawn of it is not shown to anyone who comes now, however new it is.
        this.#lookedAt = -Infinity;
        throw new RequestRefusedError(404, 'There is no such study.');
      }
      this.#take(drawn);
      // The first time takes longer than any other: Postgres has yet to read what it will keep in memory.
      this.#drawMs = this.#pulse === '' ? 0 : performance.now() - began;
      this.#pulse = pulse;
      this.#drawnAt = began;
    }
    this.#lookedAt = performance.now();
    this.#news.tellTrouble(null);
  }

  #take(page: RenderedPage): void {
    this.#news.take(page);
    this.#drawn = page;
  }
}
