/** For `node --import`: SIGUSR2 makes the main thread throw what nobody catches. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread)
  process.on('SIGUSR2', () => {
    throw new Error('nobody catches this');
  });
