import { setTimeout as sleep } from 'node:timers/promises';
import { NotReadableError } from './errors.js';

/**
 * What the promise gives, if it does so in time; otherwise throws a NotReadableError. What it is the promise of
 * continues all the same, and may fail unheard.
 */
export async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  promise.catch(() => undefined);
  const late = sleep(ms, undefined, { signal: over.signal }).then(() => {
    throw new NotReadableError(`Postgres has not answered for ${Math.round(ms / 1000)} s.`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}
