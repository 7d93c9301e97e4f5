import { setMaxListeners } from 'node:events';

/** Does work with a signal that aborts after `ms`, or when `outer` does. */
export async function withDeadline<Result>(
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  if (outer.aborted) abort();
  // One for each target, which stops listening when it is over.
  setMaxListeners(0, outer);
  outer.addEventListener('abort', abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  }
}
