import { exitCodes } from '../errors.js';

/** The first of the signals that end a server. The second ends the process at once. */
export function endSignal(): Promise<NodeJS.Signals> {
  let isAsked = false;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (isAsked) process.exit(exitCodes.interrupted);
        isAsked = true;
        resolve(signal);
      });
  });
}
