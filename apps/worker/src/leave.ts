import { LeftEarlyError } from './errors.js';

/** For how long a worker that leaves tries to give its trials back. */
export const PATIENCE_MS = 60_000;
/** A second signal sooner than this is the same one, passed on again by a shell or npm. */
const SAME_SIGNAL_MS = 1_000;

/** What a worker learns about its end. */
export interface Leave {
  /** Aborts when it is to give its trials back and leave. */
  readonly asked: AbortSignal;
  /** Aborts, with a LeftEarlyError, when nobody waits for that any more. */
  readonly insisted: AbortSignal;
  /** Asks as a signal does. */
  readonly ask: () => void;
}

/**
 * Asks at SIGTERM or SIGINT. Giving trials back can take as long as NATS is unreachable. After a minute nobody waits
 * for that any more, and with `isImpatient`, for a person, from the second signal on: the coordinator then takes the
 * trials back as those of a lost worker.
 */
export function leaveOnSignal({ isImpatient }: { readonly isImpatient: boolean }): Leave {
  const [asked, insisted] = [new AbortController(), new AbortController()];
  let askedAt: number | undefined;
  const ask = (): void => {
    askedAt ??= performance.now();
    if (isImpatient && performance.now() - askedAt > SAME_SIGNAL_MS)
      insisted.abort(new LeftEarlyError('told again'));
    asked.abort();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, ask);
  asked.signal.addEventListener('abort', () => {
    setTimeout(() => insisted.abort(new LeftEarlyError('waited too long')), PATIENCE_MS).unref();
  });
  return { asked: asked.signal, insisted: insisted.signal, ask };
}
