import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { withServers } from '../sweeps/servers.mjs';
import { studyFile } from './study.mjs';

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const NAME = 'quality';
/** More than any run gets to. */
const TRIALS = 2000;

/** @typedef {import('./curve.mjs').Epoch} Epoch */

/**
 * The epochs of a real sweep, started as a person starts it, in so many minutes from before its servers start.
 * @param {{ seed: number, minutes: number, slots: number, sampler: string, cacheDir: string, dataDir: string | undefined }} run
 * @returns {Promise<Epoch[]>}
 */
export async function searchWithRamSweep({ seed, minutes, slots, sampler, cacheDir, dataDir }) {
  const began = Date.now();
  return withServers({ cacheDir }, async ({ home, databaseUrl }) => {
    await ramSweep(home, 'start', studyFile, '--detach', '--name', NAME, '--seed', String(seed), [
      '--trials',
      String(TRIALS),
      '--workers',
      '1',
      '--threads',
      String(slots),
      ...(sampler === 'random' ? [] : ['--set', `sampler=${sampler}`]),
      ...(dataDir ? ['--data-dir', dataDir] : []),
    ]);
    await sleep(Math.max(0, began + minutes * 60_000 - Date.now()));
    await ramSweep(home, 'stop', NAME);
    const epochs = await epochsOf(databaseUrl, began);
    return epochs.filter(({ seconds }) => seconds <= minutes * 60);
  });
}

/** @param {string} home @param {(string | string[])[]} args */
async function ramSweep(home, ...args) {
  await promisify(execFile)(process.execPath, [program, ...args.flat()], {
    env: { ...process.env, RAM_SWEEP_HOME: home },
  });
}

/** @param {string} databaseUrl @param {number} began @returns {Promise<Epoch[]>} */
async function epochsOf(databaseUrl, began) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(
    `select trial, epoch, validation_error as error, extract(epoch from recorded_at)::float8 - $2 as seconds
     from ram_sweep.epochs where study_id = (select id from ram_sweep.studies where name = $1) order by recorded_at`,
    [NAME, began / 1000],
  );
  await client.end();
  return rows;
}
