import type { Snapshot } from '@ram-sweep/results';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** The last reading may be older than the end. */
const END_MS = 1_500;

/** Calls `close` once what was followed is over, unless it is complete: that is worth looking at until it is left. */
export function useEnd(over: AbortSignal | undefined, snapshot: Snapshot | null, close: () => void): void {
  const newest = useRef(close);
  useLayoutEffect(() => {
    newest.current = close;
  });
  const isOver = useAborted(over);
  const isComplete = snapshot?.study.state === 'complete';
  useEffect(() => {
    if (!isOver || isComplete) return undefined;
    const timer = setTimeout(() => newest.current(), END_MS);
    return () => clearTimeout(timer);
  }, [isOver, isComplete]);
}

function useAborted(signal: AbortSignal | undefined): boolean {
  const [isAborted, setAborted] = useState(signal?.aborted ?? false);
  useEffect(() => {
    if (signal === undefined) return undefined;
    const abort = (): void => setAborted(true);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    return () => signal.removeEventListener('abort', abort);
  }, [signal]);
  return isAborted;
}
