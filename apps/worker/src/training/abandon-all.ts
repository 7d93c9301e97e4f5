import { pause } from '@ram-sweep/clock';
import type { TrialRun } from './trial-run.js';

/** How long we wait for the end of a training step; most take milliseconds. */
const STEP_PATIENCE_MS = 10_000;

/**
 * Abandons runs before their threads are terminated: one that is terminated within a step takes the process down,
 * before anybody has read why it ends. Returns whether none trains any more; one that does not end in time ends later,
 * or never.
 */
export async function abandonAll(runs: Iterable<Pick<TrialRun, 'abandon'>>): Promise<boolean> {
  const abandoned = Promise.all(Array.from(runs, (run) => run.abandon())).then(() => true);
  const done = new AbortController();
  const inTime = await Promise.race([abandoned, pause(STEP_PATIENCE_MS, done.signal).then(() => false)]);
  done.abort();
  return inTime;
}
