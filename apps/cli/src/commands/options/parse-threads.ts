import { MOST_SLOTS } from '@ram-sweep/worker/limits';
import { InvalidArgumentError } from 'commander';
import { parseCount } from './arguments.js';

/** Trials at once in a worker process. */
export function parseThreads(text: string): number {
  const threads = parseCount(text);
  if (threads > MOST_SLOTS) throw new InvalidArgumentError(`must be ${MOST_SLOTS} or less`);
  return threads;
}
