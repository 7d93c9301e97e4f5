import { pause } from '@ram-sweep/clock';
import { coordinatorExit } from '@ram-sweep/coordinator/exit';
import type { WorkerEnded } from '@ram-sweep/coordinator';
import { gpuVariables } from '@ram-sweep/engines';
import type { Log } from '@ram-sweep/log';
import { workerExit } from '@ram-sweep/worker/exit';
import { exitCodes } from '../errors.js';
import { Child, programFiles } from './child.js';
import { keepProcess, type Watch, type Workings } from './keep-process.js';
import { keepListener } from './keep-listener.js';
import { keepServices } from './keep-services.js';
import type { EmbeddedServices, SweepPlan, WorkerPlan } from '@ram-sweep/studies/drive';
import { ProcessFiles } from './process-files.js';
import { rememberImagesFolder } from '@ram-sweep/studies/images-folder';
import { claimSweepFile } from '@ram-sweep/studies/sweep-file';

/** The coordinator waits this long for workers; the supervisor waits longer for the coordinator. */
const COORDINATOR_PATIENCE_MS = 25_000;
const WORKER_PATIENCE_MS = 15_000;
/** A worker reports what it trains five times in a lease, and so often that a viewer does not take it for gone. */
const HEARTBEATS_A_LEASE = 5;
const SLOWEST_HEARTBEAT_MS = 2_000;

/**
 * Runs one coordinator and the workers of a sweep, starts again what crashes, embedded servers included, and ends all
 * processes together: when the study is complete, or when `signal` says so. What continues the study later finds its
 * images where they are now. Returns an exit code. Throws where the study is supervised already, and after everything
 * has ended, where one of the processes cannot be kept.
 */
export async function supervise(
  plan: SweepPlan,
  log: Log,
  signal: AbortSignal,
  workings: Workings = { files: programFiles(), pause },
): Promise<number> {
  if (plan.dataDir !== undefined) await rememberImagesFolder(plan.home, plan.study.name, plan.dataDir);
  const removeSweepFile = await claimSweepFile(plan.home, {
    study: plan.study.name,
    nats: [plan.coordinatorBus.servers].flat(),
  });
  const files = new ProcessFiles(plan.home);
  const failed = new AbortController();
  const ending = new AbortController();
  let driver: Child | undefined;
  const coordinator = keepCoordinator(plan, {
    log,
    workings,
    signal: AbortSignal.any([signal, failed.signal]),
    onStart: (child) => {
      driver = child;
      files.add('coordinator', child.pid);
    },
    onEnd: ({ pid }) => files.remove(pid),
  });
  const onStart = ({ pid }: Child): void => files.add('worker', pid);
  const onEnd = ({ pid }: Child): void => {
    files.remove(pid);
    if (pid !== undefined) driver?.tell({ workerEnded: pid } satisfies WorkerEnded);
  };
  const workers = plan.workers.map((worker, index) =>
    keepWorker(plan, worker, `worker ${index + 1}`, { log, workings, signal: ending.signal, onStart, onEnd }),
  );
  const services = plan.services ? keepEmbedded(plan.services, log, ending.signal) : Promise.resolve();
  try {
    return await Promise.race([coordinator, firstFailure([...workers, services])]);
  } finally {
    failed.abort();
    await Promise.allSettled([coordinator]);
    ending.abort();
    await Promise.allSettled([...workers, services]);
    await files.written;
    await removeSweepFile();
  }
}

async function keepEmbedded(services: EmbeddedServices, log: Log, signal: AbortSignal): Promise<void> {
  await Promise.all([keepServices(services, log, signal), keepListener(services.options, log, signal)]);
}

async function keepCoordinator(plan: SweepPlan, watch: Watch): Promise<number> {
  const { study, databaseUrl, coordinatorBus: bus, leaseMs, notify, handsOver = false, mark } = plan;
  const atSignal = handsOver ? { atSignal: 'leave' } : {};
  const options = { study: study.id, databaseUrl, bus, leaseMs, notify, ...atSignal, ...(mark && { mark }) };
  const file = watch.workings.files.coordinator;
  const exit = await keepProcess({
    ...watch,
    start: () => new Child({ program: 'coordinator', file, label: 'coordinator', options }),
    patienceMs: COORDINATOR_PATIENCE_MS,
    isFinal: ({ code }) =>
      code !== null && code !== coordinatorExit.crashed && code !== coordinatorExit.unavailable,
    isWaiting: ({ code }) => code === coordinatorExit.unavailable,
  });
  if (exit.code === coordinatorExit.complete) return exitCodes.ok;
  return exit.code === coordinatorExit.alreadyDriven ? exitCodes.failure : exitCodes.stopped;
}

async function keepWorker(
  plan: SweepPlan,
  { slots, engine, gpu }: WorkerPlan,
  label: string,
  watch: Watch,
): Promise<void> {
  const { workerBus: bus, cacheDir, dataDir, leaseMs } = plan;
  const heartbeatMs = Math.min(SLOWEST_HEARTBEAT_MS, Math.ceil(leaseMs / HEARTBEATS_A_LEASE));
  const options = { bus, slots, engine, cacheDir, heartbeatMs, ...(dataDir ? { dataDir } : {}) };
  const env = gpuVariables(engine, gpu);
  const file = watch.workings.files.worker;
  await keepProcess({
    ...watch,
    start: () => new Child({ program: 'worker', file, label, options, env }),
    patienceMs: WORKER_PATIENCE_MS,
    // One that leaves unasked was told to by somebody else, such as a guard of the machine's memory.
    isFinal: () => false,
    isWaiting: ({ code }) => code === workerExit.unavailable,
  });
}

/** Rejects with the first failure among tasks. One that ends without a failure is no reason to do anything. */
function firstFailure(tasks: readonly Promise<unknown>[]): Promise<never> {
  return new Promise((_, reject) => {
    for (const task of tasks) task.catch(reject);
  });
}
