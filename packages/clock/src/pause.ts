import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for `ms` milliseconds, or until the signal aborts, which is no error. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  // However many wait for the same, each stops listening when it is over.
  if (signal) setMaxListeners(0, signal);
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
