import { setTimeout as sleep } from 'node:timers/promises';
import { findServices } from '@ram-sweep/services';
import type { TrialRow } from '@ram-sweep/store/read';
import type { Sandbox } from '../tests/program/sandbox.js';
import { processesOf, send, type Fault } from './faults.js';
import type { Hit } from './recovery.js';

export interface Scene {
  readonly sandbox: Sandbox;
  /** The trials that run now. */
  readonly running: readonly TrialRow[];
  /** Process id of the `start` or `resume` that shows the sweep. */
  readonly front: number | undefined;
  readonly pauseMs: number;
  readonly pick: (pids: readonly number[]) => number | undefined;
}

/** Does the fault; null if there is no process now that it could hit. */
export async function doFault({ act, target }: Fault, scene: Scene): Promise<Hit | null> {
  const { sandbox, pick, front, pauseMs } = scene;
  const pids = await processesOf(target, sandbox, pick, front);
  if (pids.length === 0) return null;
  const trials = target === 'worker' ? trialsOn(pids[0]!, scene.running) : scene.running;
  if (target === 'worker' && trials.length === 0) return null;
  if (act === 'kill') {
    await send('SIGKILL', target, pids);
    return { trials, isBack: () => isBackAfterKill(target, pids, sandbox), over: Promise.resolve() };
  }
  await send('SIGSTOP', target, pids);
  let awake = false;
  const over = sleep(pauseMs)
    .then(() => send('SIGCONT', target, pids))
    .then(() => void (awake = true));
  return { trials, isBack: async () => awake, over };
}

/** The process id is part of a worker's name. */
const trialsOn = (pid: number, running: readonly TrialRow[]): TrialRow[] =>
  running.filter(({ worker }) => worker?.includes(`-${pid}-`));

/** What went on in a killed worker comes back as a newer attempt only; the others are replaced, or were not needed. */
async function isBackAfterKill(
  target: Fault['target'],
  killed: readonly number[],
  sandbox: Sandbox,
): Promise<boolean> {
  if (target === 'start') return true;
  if (target === 'coordinator') return (await sandbox.pids(target)).some((pid) => !killed.includes(pid));
  const isServer = target === 'nats-server' || target === 'postgres';
  return isServer && (await findServices(sandbox.home)) !== null;
}
