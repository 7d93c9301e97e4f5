import type { ServerResponse } from 'node:http';
import type { News } from './news.js';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // nginx would keep events until it has some kilobytes of them.
  'x-accel-buffering': 'no',
};

/** A browser that lost its connection tries again after so long. */
const RETRY_MS = 3_000;

const HEARTBEAT = Buffer.from(': \n\n');

/**
 * One connection that watches a page. While it has yet to take what was sent, nothing more is: what waits for a viewer
 * that never reads is one page at most.
 */
export class Viewer {
  readonly #response: ServerResponse;
  /** The last revision that was sent to it. */
  #seen: number;
  #stuckSince: number | null = null;

  constructor(response: ServerResponse, seen: number) {
    this.#response = response;
    this.#seen = seen;
    response.on('error', () => undefined);
    response.writeHead(200, HEADERS);
    this.#write(Buffer.from(`retry: ${RETRY_MS}\n\n`));
  }

  /** Sends what it has not seen yet, unless it is behind; then `onRoom` is called once it is not. */
  show(news: News, onRoom: () => void): void {
    if (this.#stuckSince !== null || this.#response.destroyed) return;
    for (const { revision, bytes } of news.since(this.#seen)) {
      this.#write(bytes);
      this.#seen = revision;
    }
    if (this.#stuckSince !== null) this.#response.once('drain', onRoom);
  }

  /** Keeps the connection alive; cuts off a viewer that has been behind for `stallMs`. */
  beat(stallMs: number): void {
    if (this.#stuckSince === null) this.#write(HEARTBEAT);
    else if (performance.now() - this.#stuckSince >= stallMs) this.cut();
  }

  cut(): void {
    this.#response.destroy();
  }

  #write(bytes: Buffer): void {
    if (this.#response.write(bytes) || this.#stuckSince !== null) return;
    this.#stuckSince = performance.now();
    this.#response.once('drain', () => {
      this.#stuckSince = null;
    });
  }
}
