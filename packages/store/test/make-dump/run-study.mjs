// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultCacheDir, startServices, stopServices } from '@ram-sweep/services';
import { findStudySummary, openReader, readTrials, readWorkers } from '@ram-sweep/store/read';

/** @typedef {import('@ram-sweep/services').Services} Services */

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const neutralHost = new URL('neutral-host.mjs', import.meta.url).href;

const NAME = 'digits';
/** Trains in seconds: 900 images in batches of 30, so 30 steps an epoch. A learning rate of 10 diverges. */
const STUDY = `
name: ${NAME}
dataset: { name: glyphs, train: 1000, test: 60 }
trials: 6
seed: 3
retries: 0
sampler: { name: tpe, lag: 2 }
pruner: { name: asha, minEpochs: 1, reductionFactor: 2 }
finalists: { top: 2, seeds: 2, controlSeeds: 1 }
space:
  std: { distribution: log-uniform, low: 0.03, high: 0.3 }
  learningRate: { distribution: categorical, choices: [0.1, 10] }
config: { epochs: 5, optimizer: sgd, glimpses: 2, batchSize: 30, hidden: 32, patchHidden: 16, locationHidden: 16 }
`;

/** Nobody listens at port 1: its notifications stay in the outbox. */
const SETTINGS = 'notify: { targets: { nobody: { kind: webhook, url: "http://127.0.0.1:1/" } } }';

/**
 * Runs a study to its end on embedded servers and tests its finalists. On the way a worker is killed while it trains
 * `trial`. All of that is gone afterwards.
 * @param {(made: { home: string, services: Services, study: string, trial: number }) => Promise<void>} use
 */
export async function withFinishedStudy(use) {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-dump-'));
  try {
    const services = await startServices({
      home,
      cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']),
    });
    const file = join(home, 'study.yaml');
    await writeFile(file, STUDY);
    await writeFile(join(home, 'settings.yaml'), SETTINGS, { mode: 0o600 });
    const sweep = ramSweep(home, 'start', file, '--plain', '--workers', '2', '--threads', '1');
    const trial = await killOneWorker(services.readerUrl);
    await sweep;
    await ramSweep(home, 'test', NAME, '--finalists');
    await use({ home, services, study: NAME, trial });
  } finally {
    await ramSweep(home, 'down');
    await stopServices(home);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} home
 * @param {string[]} args
 */
async function ramSweep(home, ...args) {
  const env = { ...process.env, RAM_SWEEP_HOME: home, NODE_OPTIONS: `--import=${neutralHost}` };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`ram-sweep ${args[0]} ended with ${code}`);
}

/**
 * Kills a worker that has trained an epoch of a trial and is at the next. Gives the trial's number.
 * @param {string} url
 */
async function killOneWorker(url) {
  for (;;) {
    const [busy] = await busyWorkers(url).catch(() => []);
    if (busy && (await killIfBusy(url, busy))) return busy.trial;
    await sleep(20);
  }
}

/**
 * While the worker stands still, all that it has reported is recorded: then it is certain whether its trial is over.
 * @param {string} url
 * @param {{ pid: number, trial: number }} busy
 */
async function killIfBusy(url, { pid, trial }) {
  process.kill(pid, 'SIGSTOP');
  await sleep(1_000);
  const isBusy = (await busyWorkers(url)).some((worker) => worker.pid === pid && worker.trial === trial);
  process.kill(pid, isBusy ? 'SIGKILL' : 'SIGCONT');
  return isBusy;
}

/**
 * Process ids of workers with the trials of which they have trained an epoch. Fails while there are no tables yet.
 * @param {string} url
 */
async function busyWorkers(url) {
  const reader = await openReader({ url });
  try {
    const study = await findStudySummary(reader, NAME);
    const running = study ? await readTrials(reader, study.id, { states: ['running'] }) : [];
    const workers = await readWorkers(reader);
    return running
      .filter(({ epochs }) => epochs > 0)
      .flatMap(({ number, worker }) => {
        const pid = workers.find(({ id }) => id === worker)?.pid;
        return pid === undefined ? [] : [{ pid, trial: number }];
      });
  } finally {
    await reader.close();
  }
}
