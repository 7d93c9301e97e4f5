import { useEffect, useRef, type DependencyList } from 'react';

/** A question that takes long is asked less often: no more than a fifth of the time goes to it. */
const MOST_SHARE = 0.2;

/**
 * Asks at once, again where `reasons` change, and from then on every `everyMs` or less often. An answer is worth nothing
 * once `isCurrent` is false.
 */
export function usePolling(
  ask: (isCurrent: () => boolean) => Promise<void>,
  everyMs: number,
  reasons: DependencyList,
): void {
  const newest = useRef(ask);
  useEffect(() => {
    newest.current = ask;
  });
  useEffect(() => {
    let isCurrent = true;
    let timer: NodeJS.Timeout | undefined;
    const poll = async (): Promise<void> => {
      const began = performance.now();
      await newest.current(() => isCurrent);
      const took = performance.now() - began;
      if (isCurrent) timer = setTimeout(() => void poll(), Math.max(everyMs, took / MOST_SHARE));
    };
    void poll();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The reasons of whoever asks.
  }, [everyMs, ...reasons]);
}
