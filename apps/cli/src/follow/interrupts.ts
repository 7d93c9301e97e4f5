/**
 * Ctrl-C and friends while a sweep is followed: the first asks for an orderly end, the second insists.
 * `interrupt` is the same as a signal, for a Ctrl-C that came as a key; `restore` undoes it.
 */
export function onInterrupt(
  first: () => void,
  second: () => void,
): { readonly interrupt: () => void; readonly restore: () => void } {
  let times = 0;
  const interrupt = (): void => {
    times += 1;
    if (times === 1) first();
    else second();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const restore = (): void => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  return { interrupt, restore };
}

/** A terminal that closes leaves the sweep running, as leaving the dashboard does; `restore` undoes this. */
export function onHangUp(): { readonly signal: AbortSignal; readonly restore: () => void } {
  const hangUp = new AbortController();
  const close = (): void => hangUp.abort();
  process.on('SIGHUP', close);
  return { signal: hangUp.signal, restore: () => void process.off('SIGHUP', close) };
}
