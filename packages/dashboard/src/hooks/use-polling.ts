import { useEffect, useLayoutEffect, useRef } from 'react';

/** How often something is asked. */
export interface Polling {
  readonly everyMs: number;
  /** Less often where the answer takes long, so that no more than this share of the time goes to it. */
  readonly mostShare: number;
}

/**
 * Asks at once, again where the request is another one, and from then on over and over. An answer is worth nothing once
 * `isCurrent` is false.
 */
export function usePolling<Request>(
  request: Request,
  ask: (request: Request, isCurrent: () => boolean) => Promise<void>,
  { everyMs, mostShare }: Polling,
): void {
  const newest = useRef(ask);
  useLayoutEffect(() => {
    newest.current = ask;
  });
  useEffect(() => {
    let isCurrent = true;
    let timer: NodeJS.Timeout | undefined;
    const poll = async (): Promise<void> => {
      const began = performance.now();
      await newest.current(request, () => isCurrent);
      const took = performance.now() - began;
      if (isCurrent) timer = setTimeout(() => void poll(), Math.max(everyMs, took / mostShare));
    };
    void poll();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [request, everyMs, mostShare]);
}
