import { setTimeout as sleep } from 'node:timers/promises';
import type { TrialRow } from '@ram-sweep/store/read';
import type { SweepUnderTest } from './sweep-under-test.js';

const LOOK_EVERY_MS = 50;

/** What a fault hit: the trials that were running, and whether what it hit is back. */
export interface Hit {
  readonly trials: readonly TrialRow[];
  /** True once the process that was hit runs again, or was replaced; its trials then go on in the same attempt. */
  readonly isBack: () => Promise<boolean>;
  /** Resolves when the fault itself is over: a paused process is awake. */
  readonly over: Promise<void>;
}

/**
 * Waits until every trial that was hit is known, from Postgres, to be trained again or to be finished: it runs in a
 * newer attempt, or an epoch was recorded after the process that was hit came back. False after `patienceMs`.
 */
export async function hasRecovered(sweep: SweepUnderTest, hit: Hit, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  let whenBack: readonly TrialRow[] | null = null;
  while (performance.now() < deadline) {
    if (await sweep.isOver()) return true;
    whenBack ??= (await hit.isBack()) ? await sweep.trials() : null;
    const now = await sweep.trials();
    if (now && hit.trials.every((before) => isTrained(before, whenBack, now))) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

function isTrained(
  before: TrialRow,
  whenBack: readonly TrialRow[] | null,
  trials: readonly TrialRow[],
): boolean {
  const now = trials[before.number];
  if (!now) return false;
  if (now.state !== 'running') return now.state !== 'waiting';
  const then = whenBack?.[before.number];
  return now.attempt > before.attempt || (then !== undefined && now.epochs > then.epochs);
}
