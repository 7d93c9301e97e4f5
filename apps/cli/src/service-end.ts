import { exitCodes } from './errors.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

const end = (): never => process.exit(exitCodes.ok);

/** Whether the command line is one that a container, or an init system, runs until it tells it to end. */
export const isService = (argv: readonly string[]): boolean =>
  argv[2] === 'start' && argv.includes('--service');

/**
 * To be told to end is no failure, however early: until `toldToEnd` nothing was begun that would have to be finished.
 */
export function endAtOnceWhenTold(): void {
  for (const signal of SIGNALS) process.on(signal, end);
}

/** Aborts when whatever runs this process, such as a container, tells it to end. From now on it ends only by itself. */
export function toldToEnd(): AbortSignal {
  const told = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => told.abort()).off(signal, end);
  return told.signal;
}
