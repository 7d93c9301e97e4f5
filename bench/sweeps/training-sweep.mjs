import { openStore, createStudy } from '@ram-sweep/store';
import { parseStudy, sampleTrial } from '@ram-sweep/search';
import { once } from 'node:events';
import pg from 'pg';
import { startSweepProcess, stopSweepProcess } from './processes.mjs';

/**
 * @typedef {object} TrainingSweep
 * @property {import('@ram-sweep/services').Services} services
 * @property {string} cacheDir
 * @property {string | undefined} dataDir
 * @property {import('@ram-sweep/protocol').DatasetSpec} dataset
 * @property {number} atOnce trials, each in a thread of one worker process
 * @property {number} epochs of each, of which the first is not counted
 * @property {object} config fields of a trial's config over the defaults
 */

/**
 * What a sweep pays for an epoch: seconds from one epoch's commit to the next, checkpoint, event and commit included,
 * with a real coordinator and one real worker process on real servers. The median over trials and epochs.
 * @param {TrainingSweep} sweep
 */
export async function secondsPerEpoch(sweep) {
  const { services, cacheDir, dataDir, atOnce } = sweep;
  const { databaseUrl, nats } = services;
  const name = `epochs-${Date.now()}`;
  await makeStudy(sweep, name);
  const worker = await startSweepProcess(services, 'worker', `${name}-worker`, {
    bus: { servers: nats.url, ...nats.worker, name: 'worker', role: 'worker' },
    slots: atOnce,
    cacheDir,
    ...(dataDir ? { dataDir } : {}),
  });
  const coordinator = await startSweepProcess(services, 'coordinator', `${name}-coordinator`, {
    study: name,
    databaseUrl,
    bus: { servers: nats.url, ...nats.coordinator, name: 'coordinator', role: 'coordinator' },
  });
  const [code] = await once(coordinator.child, 'exit');
  await stopSweepProcess(worker);
  if (code !== 0) throw new Error(`the coordinator ended with ${code}: ${await coordinator.lastLine()}`);
  return gapsBetweenEpochs(databaseUrl, name);
}

/** @param {TrainingSweep} sweep @param {string} name */
async function makeStudy({ services, dataset, atOnce, epochs, config }, name) {
  const text = JSON.stringify({ name, dataset, trials: atOnce, space: {}, config: { ...config, epochs } });
  const spec = parseStudy(text, { source: name, format: 'json' });
  const trials = Array.from({ length: atOnce }, (_, number) => ({ number, ...sampleTrial(spec, number) }));
  const store = await openStore({ url: services.databaseUrl });
  await createStudy(store, { spec, trials });
  await store.close();
}

/** @param {string} databaseUrl @param {string} study @returns {Promise<number[]>} */
async function gapsBetweenEpochs(databaseUrl, study) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(
    `select extract(epoch from recorded_at - lag(recorded_at) over (partition by trial order by epoch))::float8 as gap
     from ram_sweep.epochs where study_id = (select id from ram_sweep.studies where name = $1)`,
    [study],
  );
  await client.end();
  return rows.flatMap(({ gap }) => (gap === null ? [] : [gap]));
}
