import type { Snapshot } from '@ram-sweep/results';
import { useEffect, useState } from 'react';

/**
 * Whether what was followed has ended. A study that is complete is worth looking at, so `close` is called only where it
 * ended without.
 */
export function useEnd(over: AbortSignal | undefined, snapshot: Snapshot | null, close: () => void): void {
  const [hasEnded, setEnded] = useState(over?.aborted ?? false);
  useEffect(() => {
    if (over === undefined) return;
    const end = (): void => setEnded(true);
    over.addEventListener('abort', end, { once: true });
    if (over.aborted) end();
    return () => over.removeEventListener('abort', end);
  }, [over]);
  const isComplete = snapshot?.study.state === 'complete';
  useEffect(() => {
    if (!hasEnded || isComplete) return;
    // The last reading may be older than the end.
    const timer = setTimeout(close, END_MS);
    return () => clearTimeout(timer);
  }, [hasEnded, isComplete, close]);
}

const END_MS = 1_500;
