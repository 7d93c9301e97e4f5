import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseStudy, sampleTrial } from '@ram-sweep/search';
import { createStudy, openStore } from '@ram-sweep/store';
import { startSweepProcess, stopSweepProcess } from './processes.mjs';

const STUDY = 'turnaround';
const tracer = new URL('trace-turnaround.mjs', import.meta.url);

/**
 * @typedef {object} TurnaroundSweep
 * @property {import('@ram-sweep/services').Services} services
 * @property {string} cacheDir
 * @property {string | undefined} dataDir
 * @property {import('@ram-sweep/protocol').DatasetSpec} dataset
 * @property {number} trials of one epoch
 * @property {number} slots of the one worker process
 * @property {string[]} execArgv of the processes, such as --cpu-prof
 */

/**
 * Runs trials of one epoch with a real coordinator and one real worker process on real servers, and returns what the
 * worker marked.
 * @param {TurnaroundSweep} sweep
 * @returns {Promise<import('./trace-turnaround.mjs').Mark[]>}
 */
export async function traceTurnaround(sweep) {
  const { services, cacheDir, dataDir, slots, execArgv } = sweep;
  const { databaseUrl, nats, home } = services;
  await makeStudy(sweep);
  const file = join(home, 'turnaround.jsonl');
  const preload = `${tracer.href}?file=${encodeURIComponent(file)}`;
  const worker = await startSweepProcess(
    services,
    'worker',
    'worker',
    {
      bus: { servers: nats.url, ...nats.worker, name: 'worker', role: 'worker' },
      slots,
      cacheDir,
      ...(dataDir ? { dataDir } : {}),
    },
    [...execArgv, `--import=${preload}`],
  );
  const coordinator = await startSweepProcess(
    services,
    'coordinator',
    'coordinator',
    {
      study: STUDY,
      databaseUrl,
      bus: { servers: nats.url, ...nats.coordinator, name: 'coordinator', role: 'coordinator' },
    },
    execArgv,
  );
  const [code] = await once(coordinator.child, 'exit');
  await stopSweepProcess(worker);
  if (code !== 0) throw new Error(`the coordinator ended with ${code}: ${await coordinator.lastLine()}`);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** @param {TurnaroundSweep} sweep */
async function makeStudy({ services, dataset, trials }) {
  const text = JSON.stringify({ name: STUDY, dataset, trials, space: {}, config: { epochs: 1 } });
  const spec = parseStudy(text, { source: STUDY, format: 'json' });
  const sampled = Array.from({ length: trials }, (_, number) => ({ number, ...sampleTrial(spec, number) }));
  const store = await openStore({ url: services.databaseUrl });
  await createStudy(store, { spec, trials: sampled });
  await store.close();
}
