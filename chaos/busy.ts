import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { findStudySummary, readTrial, readTrials, readWorkers, type Reader } from '@ram-sweep/store/read';
import { eventually, finish, Sandbox } from '../tests/program/sandbox.js';
import { smallStudy } from '../tests/program/small-study.js';

export interface BusyReport {
  /** Threads that did nothing but count. */
  readonly spinners: number;
  readonly seconds: number;
  /** Epochs that were trained all the same. */
  readonly epochs: number;
  /** The longest time for which the database had not heard of a worker. */
  readonly longestSilence: number;
  /** Attempts that were taken from their worker: each is a false alarm. */
  readonly lost: number;
}

const STUDY = 'busy';
/** So many spinning threads a core, at the same priority as the sweep. */
const SPINNERS_A_CORE = 2;

/** Runs a sweep of two workers while every core is wanted by others, and counts the workers taken for dead. */
export async function runBusy(options: { seconds: number; leaseSeconds: number }): Promise<BusyReport> {
  const { seconds, leaseSeconds } = options;
  await using sandbox = await Sandbox.create();
  const file = await sandbox.writeStudy(`${STUDY}.yaml`, smallStudy(STUDY, { trials: 2, epochs: 100_000 }));
  const flags = ['--plain', '--workers', '2', '--threads', '1', '--lease', String(leaseSeconds)];
  const sweep = finish(sandbox.start('start', file, ...flags));
  const reader = await eventually('tables', () => sandbox.openReader().catch(() => null));
  await eventually('two trainings', async () => (await epochsOf(reader, 1)).length === 2);
  const spinners = Array.from(
    { length: SPINNERS_A_CORE * availableParallelism() },
    () => new Worker('for (;;);', { eval: true }),
  );
  let longestSilence = 0;
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const workers = await readWorkers(reader, { seenWithinSeconds: 60 });
    longestSilence = Math.max(longestSilence, ...workers.map(({ secondsAgo }) => secondsAgo));
    await sleep(200);
  }
  await Promise.all(spinners.map((spinner) => spinner.terminate()));
  const lost = await countLost(reader);
  const epochs = (await epochsOf(reader, 0)).reduce((sum, each) => sum + each, 0);
  await reader.close();
  await sandbox.run('stop', STUDY);
  await sweep;
  return { spinners: spinners.length, seconds, epochs, longestSilence, lost };
}

/** Epochs of each trial that has at least so many. */
async function epochsOf(reader: Reader, least: number): Promise<number[]> {
  const study = await findStudySummary(reader, STUDY);
  const trials = study ? await readTrials(reader, study.id) : [];
  return trials.map(({ epochs }) => epochs).filter((epochs) => epochs >= least);
}

async function countLost(reader: Reader): Promise<number> {
  const study = (await findStudySummary(reader, STUDY))!;
  const trials = await Promise.all([0, 1].map((number) => readTrial(reader, study.id, number)));
  return trials.flatMap((trial) => trial?.attempts ?? []).filter(({ outcome }) => outcome === 'lost').length;
}
