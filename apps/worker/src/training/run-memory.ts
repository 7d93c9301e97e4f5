/**
 * A few integers that the main thread and a training thread share, so that progress and requests to stop pass
 * between them at every training step, without messages.
 */
export type RunMemory = Int32Array;

const cell = { wish: 0, epoch: 1, step: 2, steps: 3, stepsDone: 4 } as const;

/** What the main thread wants of the training thread. */
export const wishes = { goOn: 0, checkpointAndEnd: 1, end: 2 } as const;

export function createRunMemory(): RunMemory {
  return new Int32Array(new SharedArrayBuffer(Object.keys(cell).length * Int32Array.BYTES_PER_ELEMENT));
}

export function wish(memory: RunMemory, value: number): void {
  Atomics.store(memory, cell.wish, Math.max(value, Atomics.load(memory, cell.wish)));
}

export const wished = (memory: RunMemory): number => Atomics.load(memory, cell.wish);

export interface RunProgress {
  /** Current epoch, counted from 1. */
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
}

export function reportStep(memory: RunMemory, progress: RunProgress): void {
  Atomics.store(memory, cell.epoch, progress.epoch);
  Atomics.store(memory, cell.step, progress.step);
  Atomics.store(memory, cell.steps, progress.steps);
  Atomics.add(memory, cell.stepsDone, 1);
}

/** Progress, and the steps done since the run began here. */
export function readProgress(memory: RunMemory): RunProgress & { stepsDone: number } {
  const read = (index: number): number => Atomics.load(memory, index);
  return {
    epoch: read(cell.epoch),
    step: read(cell.step),
    steps: read(cell.steps),
    stepsDone: read(cell.stepsDone),
  };
}
