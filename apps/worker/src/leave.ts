const PATIENCE_MS = 60_000;
/** A second signal that comes sooner is the same one, passed on by a shell or npm as well. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Aborts at SIGTERM or SIGINT. Giving trials back takes as long as NATS is away, which nobody waits for any more a minute later:
 * then the process ends with `exitCode`, and the trials are taken back as those of a lost worker. With `onImpatience` a
 * second signal calls that, for a person who does not wait so long.
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
