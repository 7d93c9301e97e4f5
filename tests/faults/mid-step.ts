import type { ChildProcess } from 'node:child_process';
import { readWorkers, type Reader } from '@ram-sweep/store/read';
import { eventually } from '../program/sandbox.js';

/** An endless training of 540 images whose threads are nearly always within a step of the engine. */
export const LONG_STEPS = { epochs: 10_000, batchSize: 270, hidden: 256, glimpses: 8 };

/** Waits until so many threads of a worker compute. */
export async function untilMidStep(reader: Reader, worker: ChildProcess, threads: number): Promise<void> {
  await eventually(`${threads} threads that compute`, async () => {
    const workers = await readWorkers(reader, { seenWithinSeconds: 10 });
    const runs = workers.find(({ id }) => id.includes(`-${worker.pid}-`))?.runs;
    return runs?.length === threads && runs.every(({ step }) => step > 0);
  });
}
