import { setMaxListeners } from 'node:events';
import type { pause } from '@ram-sweep/clock';
import type { Log } from '@ram-sweep/log';
import type { Child, ChildExit, ProgramFiles } from './child.js';
import { Restarts } from './restarts.js';

/** What a test may put something else in the place of. */
export interface Workings {
  readonly files: ProgramFiles;
  readonly pause: typeof pause;
}

/** Who is told what, and what ends the keeping. */
export interface Watch {
  readonly log: Log;
  readonly workings: Workings;
  readonly signal: AbortSignal;
  readonly onStart?: (child: Child) => void;
  /** Told before it is started again. */
  readonly onEnd?: (child: Child) => void;
}

export interface Keeping extends Watch {
  readonly start: () => Child;
  /** How long it may take to end when it is asked to. */
  readonly patienceMs: number;
  readonly isFinal: (exit: ChildExit) => boolean;
  /** Whether it ended because a server is unreachable. */
  readonly isWaiting: (exit: ChildExit) => boolean;
}

/**
 * Keeps one process running until it ends by itself for good, or the signal ends it. Throws where it crashes too often
 * in a row.
 */
export async function keepProcess(keeping: Keeping): Promise<ChildExit> {
  const { log, workings, signal, isFinal } = keeping;
  const restarts = new Restarts();
  for (;;) {
    const startedAt = performance.now();
    const child = keeping.start();
    const exit = await live(child, keeping);
    if (signal.aborted || isFinal(exit)) return exit;
    const isWaiting = keeping.isWaiting(exit);
    if (!isWaiting)
      log.warn(`${child.label} ended unexpectedly (${exit.signal ?? `exit code ${exit.code}`})`);
    const { hasTrained } = child;
    const pauseMs = restarts.pauseAfter({ livedMs: performance.now() - startedAt, hasTrained, isWaiting });
    if (pauseMs === null)
      throw new Error(`${child.label} crashed ${restarts.crashes} times in a row; giving up`);
    await workings.pause(pauseMs, signal);
    if (signal.aborted) return exit;
  }
}

/** One life of a process. */
async function live(child: Child, { log, signal, onStart, onEnd, patienceMs }: Keeping): Promise<ChildExit> {
  onStart?.(child);
  log.info(`${child.label} started`, { pid: child.pid });
  const stop = (): void => void child.stop(patienceMs);
  if (signal.aborted) stop();
  // One for each worker, which stops listening when it has ended.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', stop, { once: true });
  const exit = await child.exited;
  signal.removeEventListener('abort', stop);
  onEnd?.(child);
  return exit;
}
