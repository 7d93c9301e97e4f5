import { useEffect, useLayoutEffect, useRef } from 'react';

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
export function usePolling<Request>(
  request: Request,
  ask: Ask<Request>,
  { everyMs, mostShare }: Polling,
): void {
  const newest = useRef({ request, ask });
  const wake = useRef((): void => undefined);
  useLayoutEffect(() => {
    newest.current = { request, ask };
  });
  useEffect(() => wake.current(), [request]);
  useEffect(() => {
    let isOver = false;
    const poll = async (): Promise<void> => {
      while (!isOver) {
        const wanted = newest.current;
        const isCurrent = (): boolean => !isOver && newest.current.request === wanted.request;
        const began = performance.now();
        await wanted.ask(wanted.request, isCurrent);
        const took = performance.now() - began;
        if (isCurrent()) await rest(Math.max(everyMs, took / mostShare), wake);
      }
    };
    void poll();
    return () => {
      isOver = true;
      wake.current();
    };
  }, [everyMs, mostShare]);
}

/** Waits, or until it is woken. */
function rest(ms: number, wake: { current: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake.current = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
