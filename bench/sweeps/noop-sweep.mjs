import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { openStore } from '@ram-sweep/store';
import { findStudySummary, openReader, readTrials } from '@ram-sweep/store/read';
import { startSweepProcess, stopSweepProcess } from './processes.mjs';
import { makeStudy } from './study.mjs';

const STUDY = 'noop';

/**
 * @typedef {object} NoopSweep
 * @property {import('@ram-sweep/services').Services} services
 * @property {string} cacheDir
 * @property {number} trials
 * @property {number} workers processes
 * @property {number} slots of each
 * @property {string[]} execArgv of the processes, such as --cpu-prof
 */

/**
 * Runs a study whose trials compute nothing, with a coordinator and worker processes as a supervisor starts them,
 * and checks that every trial is complete after exactly one attempt.
 * @param {NoopSweep} sweep
 */
export async function runNoopSweep(sweep) {
  const { services, trials } = sweep;
  const store = await openStore({ url: services.databaseUrl });
  await makeStudy(store, STUDY, trials);
  await store.close();
  const workers = await startWorkers(sweep);
  const coordinator = await startSweepProcess(
    services,
    'coordinator',
    'coordinator',
    coordinatorOptions(services),
    sweep.execArgv,
  );
  const peak = peakMemoryOf(coordinator.child.pid ?? 0);
  const [code] = await once(coordinator.child, 'exit');
  await Promise.all(workers.map(stopSweepProcess));
  if (code !== 0) throw new Error(`the coordinator ended with ${code}: ${await coordinator.lastLine()}`);
  await checkTrials(services, trials);
  const seconds = secondsOf(await coordinator.lines());
  return { trials, seconds, perSecond: trials / seconds, coordinatorMiB: peak() };
}

/** @param {NoopSweep} sweep */
function startWorkers({ services, cacheDir, slots, workers, execArgv }) {
  const bus = { servers: services.nats.url, ...services.nats.worker, name: 'worker', role: 'worker' };
  const options = { bus, slots, cacheDir, objective: 'none', engine: 'onnx' };
  const names = Array.from({ length: workers }, (_, index) => `worker-${index + 1}`);
  return Promise.all(names.map((name) => startSweepProcess(services, 'worker', name, options, execArgv)));
}

/** @param {import('@ram-sweep/services').Services} services */
const coordinatorOptions = ({ databaseUrl, nats }) => ({
  study: STUDY,
  databaseUrl,
  bus: { servers: nats.url, ...nats.coordinator, name: 'coordinator', role: 'coordinator' },
});

/**
 * Watches a process until it ends; tells the most memory that it had, in MiB, or null where the system does not tell.
 * @param {number} pid
 */
function peakMemoryOf(pid) {
  /** @type {number | null} */
  let peak = null;
  const look = async () => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
    const found = /^VmHWM:\s+(\d+) kB/m.exec(status ?? '');
    if (found) peak = Number(found[1]) / 1024;
  };
  const timer = setInterval(() => void look(), 200);
  return () => (clearInterval(timer), peak);
}

/** From the moment before the first job is issued to the last result that is committed. @param {string[]} lines */
function secondsOf(lines) {
  const first = lines.find((line) => line.includes('driving study'));
  const last = lines.findLast((line) => line.includes(' trial complete '));
  return (timeOf(last) - timeOf(first)) / 1000;
}

/** @param {string | undefined} line */
const timeOf = (line) => Date.parse(String(line).split(' ')[0] ?? '');

/** @param {import('@ram-sweep/services').Services} services @param {number} trials */
async function checkTrials({ readerUrl }, trials) {
  const reader = await openReader({ url: readerUrl });
  const study = await findStudySummary(reader, STUDY);
  const rows = study ? await readTrials(reader, study.id) : [];
  await reader.close();
  const wrong = rows.filter(({ state, attempt }) => state !== 'complete' || attempt !== 1);
  if (rows.length !== trials || wrong.length > 0)
    throw new Error(`${wrong.length} of ${rows.length} trials are not complete after exactly one attempt`);
}
