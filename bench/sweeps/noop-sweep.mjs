import { fork } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@ram-sweep/store';
import { findStudySummary, openReader, readTrials } from '@ram-sweep/store/read';
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
  const coordinator = await startProcess(sweep, 'coordinator', 'coordinator', coordinatorOptions(services));
  const peak = peakMemoryOf(coordinator.child.pid ?? 0);
  const [code] = await once(coordinator.child, 'exit');
  await Promise.all(workers.map(stop));
  if (code !== 0)
    throw new Error(`the coordinator ended with ${code}: ${(await coordinator.lines()).at(-1)}`);
  await checkTrials(services, trials);
  const seconds = secondsOf(await coordinator.lines());
  return { trials, seconds, perSecond: trials / seconds, coordinatorMiB: peak() };
}

/** @param {NoopSweep} sweep */
async function startWorkers(sweep) {
  const { services, cacheDir, slots } = sweep;
  const bus = { servers: services.nats.url, ...services.nats.worker, name: 'worker', role: 'worker' };
  const options = { bus, slots, cacheDir, objective: 'none', engine: 'onnx' };
  const names = Array.from({ length: sweep.workers }, (_, index) => `worker-${index + 1}`);
  const workers = await Promise.all(names.map((name) => startProcess(sweep, 'worker', name, options)));
  for (const worker of workers) {
    while (!(await worker.lines()).some((line) => line.includes('worker ready'))) await sleep(100);
  }
  return workers;
}

/** @param {import('@ram-sweep/services').Services} services */
const coordinatorOptions = ({ databaseUrl, nats }) => ({
  study: STUDY,
  databaseUrl,
  bus: { servers: nats.url, ...nats.coordinator, name: 'coordinator', role: 'coordinator' },
});

/**
 * A process that gets its options as a message and writes its lines to a file, as in a sweep.
 * @param {NoopSweep} sweep
 * @param {'coordinator' | 'worker'} program
 * @param {string} name
 * @param {object} options
 */
async function startProcess({ services, execArgv }, program, name, options) {
  const file = join(services.home, `${name}.log`);
  const log = await open(file, 'w');
  const entry = fileURLToPath(import.meta.resolve(`@ram-sweep/${program}/main`));
  const child = fork(entry, [], { stdio: ['ignore', log.fd, log.fd, 'ipc'], execArgv });
  await log.close();
  child.send(options);
  return { child, lines: async () => (await readFile(file, 'utf8')).split('\n') };
}

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

/** @param {Awaited<ReturnType<typeof startProcess>>} worker */
async function stop({ child }) {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
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
