/** For `node --import`: a process that tells its supervisor on SIGUSR2 what it holds. Wants --expose-gc. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  /** @type {Record<string, number>} */
  const counts = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  process.send?.({ heapMiB: process.memoryUsage().heapUsed / 2 ** 20, counts });
});
