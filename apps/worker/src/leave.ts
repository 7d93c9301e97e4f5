/** For how long a worker that leaves tries to give its trials back. */
export const PATIENCE_MS = 60_000;
/** A second signal sooner than this is the same one, passed on again by a shell or npm. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Aborts at SIGTERM or SIGINT. Giving trials back can take as long as NATS is unreachable. After a minute nobody
 * waits for that any more: the process ends with `exitCode`, and the coordinator takes the trials back as those of
 * a lost worker. A second signal calls `onImpatience`, if given, for a person who does not want to wait that long.
 */
export function leaveOnSignal(exitCode: number, onImpatience = (): void => undefined): AbortController {
  const leave = new AbortController();
  let askedAt: number | undefined;
  const ask = (): void => {
    askedAt ??= performance.now();
    if (performance.now() - askedAt > SAME_SIGNAL_MS) onImpatience();
    leave.abort();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, ask);
  leave.signal.addEventListener('abort', () => {
    setTimeout(() => process.exit(exitCode), PATIENCE_MS).unref();
  });
  return leave;
}
