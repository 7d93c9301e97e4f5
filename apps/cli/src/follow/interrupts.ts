/**
 * Ctrl-C and friends while a sweep is followed: the first asks for an orderly end, the second insists.
 * Undo it with the returned function.
 */
export function onInterrupt(first: () => void, second: () => void): () => void {
  let times = 0;
  const handle = (): void => {
    times += 1;
    if (times === 1) first();
    else second();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
