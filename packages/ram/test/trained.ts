import type { EpochResult } from '@ram-sweep/protocol';
import type { Checkpoint, EpochsOptions, Training } from '../src/index.js';

/** Trains to the end; the results of the epochs that were left. */
export async function finish(training: Training, options?: EpochsOptions): Promise<readonly EpochResult[]> {
  const results: EpochResult[] = [];
  for await (const result of training.epochs(options)) results.push(result);
  return results;
}

/** Trains until so many calls of onStep (steps and passes of validation) have been made, then aborts. */
export async function runFor(calls: number, training: Training): Promise<'aborted' | 'complete'> {
  const controller = new AbortController();
  let left = calls;
  const onStep = (): void => {
    left -= 1;
    if (left <= 0) controller.abort(new Error('enough'));
  };
  try {
    await finish(training, { signal: controller.signal, onStep });
    return 'complete';
  } catch (error) {
    if (error !== controller.signal.reason) throw error;
    return 'aborted';
  }
}

/** A checkpoint without its wall-clock times: what must repeat exactly. */
export function numbersOf(checkpoint: Checkpoint): Checkpoint {
  return {
    ...checkpoint,
    partial: { ...checkpoint.partial, seconds: 0 },
    history: checkpoint.history.map((result) => ({ ...result, seconds: 0 })),
  };
}
