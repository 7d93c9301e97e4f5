import { useEffect, useLayoutEffect, useState } from 'react';

/** How often something is asked. */
export interface Polling {
  readonly everyMs: number;
  /** Less often where the answer takes long, so that no more than this share of the time goes to it. */
  readonly mostShare: number;
}

/** Asks for something. `isCurrent`: nobody has come to want anything else since. */
type Ask<Request> = (request: Request, isCurrent: () => boolean) => Promise<void>;

/**
 * Asks over and over, one answer at a time, and at once where the request is another one. While requests change faster
 * than they are answered, as when a key is held down, it is the newest that is asked for each time.
 */
export function usePolling<Request>(request: Request, ask: Ask<Request>, polling: Polling): void {
  const [poller] = useState(() => new Poller({ request, ask }, polling));
  useLayoutEffect(() => poller.want({ request, ask }));
  useEffect(() => {
    void poller.run();
    return () => poller.end();
  }, [poller]);
}

interface Wanted<Request> {
  readonly request: Request;
  readonly ask: Ask<Request>;
}

class Poller<Request> {
  readonly #polling: Polling;
  #wanted: Wanted<Request>;
  #isOver = false;
  #wake = (): void => undefined;

  constructor(wanted: Wanted<Request>, polling: Polling) {
    this.#wanted = wanted;
    this.#polling = polling;
  }

  want(wanted: Wanted<Request>): void {
    const isOther = wanted.request !== this.#wanted.request;
    this.#wanted = wanted;
    if (isOther) this.#wake();
  }

  async run(): Promise<void> {
    const { everyMs, mostShare } = this.#polling;
    while (!this.#isOver) {
      const { request, ask } = this.#wanted;
      const isCurrent = (): boolean => !this.#isOver && this.#wanted.request === request;
      const began = performance.now();
      await ask(request, isCurrent);
      const took = performance.now() - began;
      if (isCurrent()) await this.#rest(Math.max(everyMs, took / mostShare));
    }
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
