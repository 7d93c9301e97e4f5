import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectBus } from '@ram-sweep/bus';
import { checkpointName, PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { findStudySummary, openReader } from '@ram-sweep/store/read';
import { fillStudy, resultOf } from './fill-study.mjs';

const STUDY = 'long';
/** @type {import('@ram-sweep/protocol').TrialEvent['version']} */
const version = PROTOCOL_VERSION;
const COMPLETE_BEFORE = 0.8;
const EPOCHS_A_TRIAL = 3;
const SLOTS = 32;
const WORKER = 'reporter';

/**
 * @typedef {object} Sample
 * @property {number} epochs that were reported by then
 * @property {number} heapMiB after a garbage collection
 * @property {number} threads
 * @property {number} files open, sockets included
 * @property {Record<string, number>} counts of what keeps the process busy: timers, sockets
 */

/**
 * Sends the events of so many epochs, with a small checkpoint each, through a coordinator process, on a study of so
 * many trials, and looks at what the coordinator holds while it goes on.
 * @param {{ databaseUrl: string; readerUrl: string; nats: import('@ram-sweep/services').Services['nats'] }} servers
 * @param {{ trials: number; epochs: number; samples: number; onSample?: (sample: Sample) => void }} options
 */
export async function runLongSweep(servers, { trials, epochs, samples, onSample = () => undefined }) {
  const id = await fillStudy(servers.databaseUrl, STUDY, trials, COMPLETE_BEFORE);
  const coordinator = startCoordinator(servers);
  const { url, worker } = servers.nats;
  const bus = await connectBus({ servers: url, ...worker, name: WORKER, role: 'worker' });
  /** @type {Sample[]} */
  const taken = [];
  const stop = new AbortController();
  const progress = { reported: 0 };
  const report = async () => {
    while (!stop.signal.aborted) {
      for (const delivery of await bus.jobs.takeSome({ atMost: 1, signal: stop.signal })) {
        const count = await reportTrial(bus, delivery);
        progress.reported += count;
      }
    }
  };
  const reporters = Array.from({ length: SLOTS }, report);
  for (let sample = 1; sample <= samples; sample += 1) {
    while (progress.reported < (epochs * sample) / samples) await sleep(50);
    taken.push(await look(coordinator, progress.reported));
    onSample(/** @type {Sample} */ (taken.at(-1)));
  }
  stop.abort();
  await Promise.all(reporters);
  await untilRecorded(servers.readerUrl, id);
  const peakMiB = await peakMemory(coordinator.pid ?? 0);
  coordinator.kill('SIGKILL');
  await bus.close();
  return { samples: taken, peakMiB, reported: progress.reported };
}

/** @param {{ databaseUrl: string; nats: import('@ram-sweep/services').Services['nats'] }} servers */
function startCoordinator({ databaseUrl, nats }) {
  const preload = new URL('report-resources.mjs', import.meta.url).href;
  const child = fork(fileURLToPath(import.meta.resolve('@ram-sweep/coordinator/main')), [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--expose-gc', `--import=${preload}`],
  });
  const bus = { servers: nats.url, ...nats.coordinator, name: 'coordinator', role: 'coordinator' };
  child.send({ study: STUDY, databaseUrl, bus, leaseMs: 600_000 });
  return child;
}

/** Claims a trial and reports its epochs as a worker does; says how many. @param {import('@ram-sweep/bus').Bus} bus @param {import('@ram-sweep/bus').Delivery} delivery */
async function reportTrial(bus, { job, ack }) {
  const { study, trial } = job;
  const claim = { version, study, trial, worker: WORKER, environment: 'bench' };
  const reply = await bus.claims.request(claim, { timeoutMs: 30_000 });
  await ack();
  if (!reply.granted) return 0;
  const { attempt } = reply;
  const envelope = { version, study, trial, attempt, worker: WORKER, at: new Date().toISOString() };
  for (let epoch = 1; epoch <= EPOCHS_A_TRIAL; epoch += 1) {
    const name = checkpointName(study, trial, attempt, epoch, 0);
    const checkpoint = await bus.checkpoints.put(name, new Uint8Array(256), { epoch, step: 0 });
    await bus.events.publish({
      ...envelope,
      sequence: epoch - 1,
      kind: 'epoch',
      result: resultOf(trial, epoch),
      checkpoint,
    });
  }
  await bus.events.publish({ ...envelope, sequence: EPOCHS_A_TRIAL, kind: 'complete' });
  return EPOCHS_A_TRIAL;
}

/** @param {import('node:child_process').ChildProcess} child @param {number} epochs @returns {Promise<Sample>} */
async function look(child, epochs) {
  child.kill('SIGUSR2');
  const [held] = await once(child, 'message');
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  const files = (await readdir(`/proc/${child.pid}/fd`)).length;
  return { epochs, ...held, files, threads: Number(/^Threads:\s+(\d+)/m.exec(status)?.[1]) };
}

/** @param {number} pid */
async function peakMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** Waits until nothing of a study waits to be recorded, and sees that nothing was lost. @param {string} url @param {string} id */
async function untilRecorded(url, id) {
  const reader = await openReader({ url });
  for (let before = -1; ;) {
    const study = await findStudySummary(reader, id);
    if (study?.epochsDone === before) break;
    before = study?.epochsDone ?? 0;
    await sleep(2_000);
  }
  await reader.close();
}
