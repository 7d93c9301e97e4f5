import { setTimeout as sleep } from 'node:timers/promises';
import { coordinatorExit } from '@ram-sweep/coordinator/exit';
import type { WorkerEnded } from '@ram-sweep/coordinator';
import { gpuVariables } from '@ram-sweep/engines';
import type { Log } from '@ram-sweep/log';
import { workerExit } from '@ram-sweep/worker/exit';
import { exitCodes } from '../errors.js';
import { Child, type ChildExit } from './child.js';
import { keepServices } from './keep-services.js';
import type { SweepPlan, WorkerPlan } from './plan.js';
import { Restarts } from './restarts.js';
import { claimSweepFile } from './sweep-file.js';

/** The coordinator waits this long for workers; the supervisor waits longer for the coordinator. */
const COORDINATOR_PATIENCE_MS = 25_000;
const WORKER_PATIENCE_MS = 15_000;
/** A worker tells what it trains five times in a lease, and so often that whoever follows does not take it for gone. */
const HEARTBEATS_A_LEASE = 5;
const SLOWEST_HEARTBEAT_MS = 2_000;

/**
 * Runs one coordinator and the workers of a sweep, starts again what crashes, embedded servers included, and ends
 * all processes together: when the study is complete, or when `signal` says so. Returns an exit code.
 */
export async function supervise(plan: SweepPlan, log: Log, signal: AbortSignal): Promise<number> {
  const removeSweepFile = await claimSweepFile(plan.home, plan.study.name);
  const failed = new AbortController();
  const ending = new AbortController();
  let driver: Child | undefined;
  const coordinator = keepCoordinator(plan, {
    log,
    signal: AbortSignal.any([signal, failed.signal]),
    onStart: (child) => (driver = child),
  });
  const onEnd = ({ pid }: Child): void => {
    if (pid !== undefined) driver?.tell({ workerEnded: pid } satisfies WorkerEnded);
  };
  const workers = plan.workers.map((worker, index) =>
    keepWorker(plan, worker, `worker ${index + 1}`, { log, signal: ending.signal, onEnd }),
  );
  const services = plan.services ? keepServices(plan.services, log, ending.signal) : Promise.resolve();
  const failures = [...workers, services].map((kept) => kept.then(() => new Promise<never>(() => undefined)));
  try {
    return await Promise.race([coordinator, ...failures]);
  } finally {
    failed.abort();
    await Promise.allSettled([coordinator]);
    ending.abort();
    await Promise.allSettled([...workers, services]);
    await removeSweepFile();
  }
}

async function keepCoordinator(plan: SweepPlan, watch: Watch): Promise<number> {
  const { study, databaseUrl, coordinatorBus: bus, leaseMs } = plan;
  const options = { study: study.id, databaseUrl, bus, leaseMs };
  const exit = await keep(() => new Child('coordinator', 'coordinator', options), {
    ...watch,
    patienceMs: COORDINATOR_PATIENCE_MS,
    isFinal: ({ code }) =>
      code !== null && code !== coordinatorExit.crashed && code !== coordinatorExit.unavailable,
    isWaiting: ({ code }) => code === coordinatorExit.unavailable,
  });
  if (exit.code === coordinatorExit.complete) return exitCodes.ok;
  return exit.code === coordinatorExit.alreadyDriven ? exitCodes.failure : exitCodes.stopped;
}

async function keepWorker(plan: SweepPlan, worker: WorkerPlan, label: string, watch: Watch): Promise<void> {
  const { workerBus: bus, cacheDir, dataDir, leaseMs } = plan;
  const heartbeatMs = Math.min(SLOWEST_HEARTBEAT_MS, Math.ceil(leaseMs / HEARTBEATS_A_LEASE));
  const { slots, engine } = worker;
  const options = { bus, slots, engine, cacheDir, heartbeatMs, ...(dataDir ? { dataDir } : {}) };
  await keep(() => new Child('worker', label, options, gpuVariables(engine, worker.gpu)), {
    ...watch,
    patienceMs: WORKER_PATIENCE_MS,
    // One that leaves unasked was told to by somebody else, such as a guard of the machine's memory.
    isFinal: () => false,
    isWaiting: ({ code }) => code === workerExit.unavailable,
  });
}

interface Watch {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onStart?: (child: Child) => void;
  /** Told before it is started again. */
  readonly onEnd?: (child: Child) => void;
}

interface Keeping extends Watch {
  readonly patienceMs: number;
  readonly isFinal: (exit: ChildExit) => boolean;
  /** Whether it ended because a server is away. */
  readonly isWaiting: (exit: ChildExit) => boolean;
}

/** Keeps one process running until it ends by itself for good, or the signal ends it. */
async function keep(start: () => Child, keeping: Keeping): Promise<ChildExit> {
  const { log, signal, isFinal } = keeping;
  const restarts = new Restarts();
  for (;;) {
    const startedAt = performance.now();
    const child = start();
    const exit = await live(child, keeping);
    if (signal.aborted || isFinal(exit)) return exit;
    const isWaiting = keeping.isWaiting(exit);
    if (!isWaiting)
      log.warn(`${child.label} ended unexpectedly (${exit.signal ?? `exit code ${exit.code}`})`);
    const { hasTrained } = child;
    const pause = restarts.pauseAfter({ livedMs: performance.now() - startedAt, hasTrained, isWaiting });
    if (pause === null)
      throw new Error(`${child.label} crashed ${restarts.crashes} times in a row; giving up`);
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return exit;
  }
}

/** One life of a process. */
async function live(child: Child, { log, signal, onStart, onEnd, patienceMs }: Keeping): Promise<ChildExit> {
  onStart?.(child);
  log.info(`${child.label} started`, { pid: child.pid });
  const asked = aborted(signal);
  const exit = await Promise.race([child.exited, asked.promise.then(() => child.stop(patienceMs))]);
  asked.cancel();
  onEnd?.(child);
  return exit;
}

/** Settles when the signal aborts; `cancel` forgets about it. */
function aborted(signal: AbortSignal): { promise: Promise<void>; cancel: () => void } {
  const forgotten = new AbortController();
  const promise = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: forgotten.signal });
  });
  return { promise, cancel: () => forgotten.abort() };
}
