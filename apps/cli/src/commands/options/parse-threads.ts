import { MOST_SLOTS } from '@ram-sweep/worker/limits';
import { countUpTo } from './arguments.js';

/** Trials at once in a worker process. */
export const parseThreads = countUpTo(MOST_SLOTS);
