import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { bytes, counted } from '@ram-sweep/format';
import { leastBytes } from '@ram-sweep/studies/capacity';
import { planWorkers } from '@ram-sweep/studies/drive';
import type { Finding } from './finding.js';

/** The servers start with 210 MB; a study adds its checkpoints, some 6 MB for each of its trainings, and its rows. */
const HOME_BYTES = 1e9;
/** Both published data sets and nats-server, as they are downloaded, with room for what is unpacked beside them. */
const CACHE_BYTES = 200e6;
/** MNIST, for each worker. */
const IMAGES = { train: 60_000, test: 10_000 };

/** Whether there is room on the disks that are written to, and memory for the workers that `start` has by default. */
export async function examineRoom(places: {
  readonly home: string;
  readonly cacheDir: string;
}): Promise<Finding[]> {
  return [
    await examineMemory(process.availableMemory()),
    await examineDisk('disk of the home', places.home, HOME_BYTES),
    await examineDisk('disk of the cache', places.cacheDir, CACHE_BYTES),
  ];
}

/** `free`: bytes that a process can still have. */
export async function examineMemory(free: number): Promise<Finding> {
  const workers = await planWorkers({ device: 'auto', engine: 'auto' });
  const needed = leastBytes(workers, IMAGES);
  const threads = workers.reduce((sum, { slots }) => sum + slots, 0);
  const who = `${counted(workers.length, 'worker')} with ${counted(threads, 'training thread')}`;
  return {
    what: 'memory',
    ok: free >= needed,
    detail: `${bytes(free)} free; ${who} (the default here) take ${bytes(needed)} and more${free >= needed ? '' : ': take fewer with --workers or --threads'}`,
  };
}

/** `least`: bytes that should be free. */
export async function examineDisk(what: string, folder: string, least: number): Promise<Finding> {
  const free = await freeBytes(resolve(folder));
  if (free === null)
    return { what, ok: false, detail: `the system does not tell how much is free at ${folder}` };
  const isEnough = free >= least;
  return {
    what,
    ok: isEnough,
    detail: `${bytes(free)} free at ${folder}${isEnough ? '' : `; ${bytes(least)} should be: free some space`}`,
  };
}

/** On the disk of a folder, or of the nearest one above it that is there. */
async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    const above = dirname(folder);
    return above === folder ? null : freeBytes(above);
  }
}
