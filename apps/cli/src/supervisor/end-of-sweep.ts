import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../errors.js';
import { findRunningSweep, logFileOf, type RunningSweep } from '@ram-sweep/studies/sweep-file';

/** Longer than a supervisor waits for its coordinator and then for its workers. */
const PATIENCE_MS = 60_000;

/**
 * Waits until a sweep of this machine that was asked to end has ended. Throws a CommandError where it still runs after
 * `patienceMs` (a minute).
 */
export async function requireEnd(home: string, sweep: RunningSweep, patienceMs = PATIENCE_MS): Promise<void> {
  const { study, pid } = sweep;
  if (await waitUntilEnded(home, study, patienceMs)) return;
  throw new CommandError(
    `study ${study} is still running (pid ${pid}), ${Math.round(patienceMs / 1000)} s after it was asked to stop`,
    'failure',
    `${logFileOf(home, study)} may say why; \`kill ${pid}\` asks again`,
  );
}

async function waitUntilEnded(home: string, study: string, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (await findRunningSweep(home, study)) {
    if (performance.now() > deadline) return false;
    await sleep(100);
  }
  return true;
}
