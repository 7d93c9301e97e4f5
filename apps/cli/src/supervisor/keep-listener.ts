import { pause } from '@ram-sweep/clock';
import type { Log } from '@ram-sweep/log';
import type { ServicesOptions } from '@ram-sweep/services';

const LOOK_EVERY_MS = 1_000;
const TRY_AGAIN_MS = 5_000;

/**
 * Starts the listener for workers on other machines again where it ends while a sweep runs, until `signal` aborts. The
 * sweep does not depend on it: what stays in its way is reported once, and it tries again.
 */
export async function keepListener(options: ServicesOptions, log: Log, signal: AbortSignal): Promise<void> {
  const { reviveListener } = await import('@ram-sweep/services/joining');
  let isTold = false;
  while (!signal.aborted) {
    const problem = await reviveListener(options).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (problem !== null && !isTold) {
      log.warn('workers on other machines cannot join; trying again', { error: problem });
    }
    isTold = problem !== null;
    await pause(isTold ? TRY_AGAIN_MS : LOOK_EVERY_MS, signal);
  }
}
