import { useEffect, useRef, type DependencyList } from 'react';

/**
 * Asks at once, again where `reasons` change, and from then on every `everyMs`; less often where the answer takes long, so
 * that no more than `mostShare` of the time goes to it. An answer is worth nothing once `isCurrent` is false.
 */
export function usePolling(
  ask: (isCurrent: () => boolean) => Promise<void>,
  { everyMs, mostShare }: { readonly everyMs: number; readonly mostShare: number },
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
      if (isCurrent) timer = setTimeout(() => void poll(), Math.max(everyMs, took / mostShare));
    };
    void poll();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The reasons of whoever asks.
  }, [everyMs, mostShare, ...reasons]);
}
