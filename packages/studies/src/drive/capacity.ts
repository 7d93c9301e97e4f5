import { availableParallelism, totalmem } from 'node:os';
import { bytes, counted } from '@ram-sweep/format';
import { badUsage } from '../errors.js';
import type { WorkerPlan } from './plan.js';

/** What a process and each of its training threads take before they have images or a model (docs/performance.md). */
const PROCESS_BYTES = 230e6;
export const THREAD_BYTES = 90e6;

/** Images of a data set, as it is trained on. */
export interface ImageCounts {
  readonly train: number;
  readonly test: number;
}

const PIXELS = 28 * 28;

/** Bytes of the images, which all threads of a process share. */
export const imageBytes = ({ train, test }: ImageCounts): number => (train + test) * (PIXELS + 1);

/** Bytes of worker processes, without the trials that they train. */
export const processBytes = (processes: number, images: ImageCounts): number =>
  processes * (PROCESS_BYTES + imageBytes(images));

/** What processes may use of a machine. */
interface Machine {
  readonly cores: number;
  /** In bytes; that of its container where there is one. */
  readonly memory: number;
}

function thisMachine(): Machine {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { cores: availableParallelism(), memory };
}

type Workers = readonly Pick<WorkerPlan, 'slots' | 'gpu'>[];

/** The least that workers take of memory: with any model it is more. */
export const leastBytes = (workers: Workers, images: ImageCounts): number =>
  processBytes(workers.length, images) + threadsOf(workers) * THREAD_BYTES;

/** More threads than that for each core only get in one another's way. */
const MOST_THREADS_A_CORE = 2;
/** A share of the memory; the rest is for models, servers and the system. */
const MUCH_MEMORY = 0.8;

/** What a person should know of workers that a machine is too small for, one sentence each with the way out. */
export function capacityWarnings(workers: Workers, images: ImageCounts, machine = thisMachine()): string[] {
  const onCpu = threadsOf(workers.filter(({ gpu }) => gpu === null));
  const least = leastBytes(workers, images);
  return [
    ...(onCpu > MOST_THREADS_A_CORE * machine.cores
      ? [
          `${counted(onCpu, 'training thread')} on ${counted(machine.cores, 'core')} train no more than ${machine.cores} do, and each of them is slower: lower --workers or --threads`,
        ]
      : []),
    ...(least > MUCH_MEMORY * machine.memory
      ? [
          `${describe(workers)} take ${bytes(least)} of memory at least, of the ${bytes(machine.memory)} here: lower --workers or --threads`,
        ]
      : []),
  ];
}

/**
 * Throws a StudiesError for workers that cannot fit into the memory of the machine, even with the smallest of models.
 */
export function requireCapacity(workers: Workers, images: ImageCounts, machine = thisMachine()): void {
  const least = leastBytes(workers, images);
  if (least <= machine.memory) return;
  throw badUsage(
    `${describe(workers)} need ${bytes(least)} of memory at least, and ${bytes(machine.memory)} are here`,
    'lower --workers or --threads; --oversubscribe starts them nevertheless',
  );
}

const threadsOf = (workers: Workers): number => workers.reduce((sum, { slots }) => sum + slots, 0);

const describe = (workers: Workers): string =>
  `${counted(workers.length, 'worker')} with ${counted(threadsOf(workers), 'training thread')}`;
