import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { ImageSet } from '@ram-sweep/dataset';
import type { DatasetSpec, EpochResult, Failure, TrialConfig } from '@ram-sweep/protocol';
import { decodeCheckpoint, encodeCheckpoint, Training, type Engine, type TrainingData } from '@ram-sweep/ram';
import { openEngine, type EngineName } from '@ram-sweep/engines';
import { toFailure } from './failures.js';
import { DividedImages } from './divided-images.js';
import { reportStep, wished, wishes, type RunMemory } from './run-memory.js';

/** What a training thread gets for one attempt at a trial. */
export interface TrainingTask {
  readonly engine: EngineName;
  readonly dataset: DatasetSpec;
  readonly config: TrialConfig;
  /** Pixels in shared memory: passed without a copy. */
  readonly images: ImageSet;
  /** The checkpoint to resume from; its digest was verified. */
  readonly checkpoint: Uint8Array | null;
  /** Trains up to this epoch; null: to the end. */
  readonly untilEpoch: number | null;
  readonly memory: RunMemory;
  /**
   * Epochs are sent through it; each is answered once it is stored. Closed by the thread, after the last, or from the
   * other side to say that no answer will come.
   */
  readonly port: MessagePort;
}

/** Training thread → main thread. */
export interface EpochMessage {
  readonly result: EpochResult;
  readonly checkpoint: Uint8Array<ArrayBuffer>;
}

export type TrainingOutcome =
  | { readonly kind: 'complete' }
  /** It reached the end of its grant. Its last epoch says so. */
  | { readonly kind: 'paused' }
  /** A thrown error would lose its name and fields on the way to the main thread. */
  | { readonly kind: 'failed'; readonly failure: Omit<Failure, 'epoch'> }
  | {
      readonly kind: 'ended';
      readonly checkpoint: Uint8Array<ArrayBuffer>;
      readonly epoch: number;
      readonly step: number;
    };

let engine: Promise<Engine> | undefined;
const divided = new DividedImages();

/** Trains one trial to its end, or until the main thread stops it. Runs in a piscina thread. Never throws. */
export async function train(task: TrainingTask): Promise<TrainingOutcome> {
  try {
    return await trainToEnd(task);
  } catch (error) {
    const { epoch: _epoch, ...failure } = toFailure(error, 0);
    return { kind: 'failed', failure };
  }
}

async function trainToEnd(task: TrainingTask): Promise<TrainingOutcome> {
  engine ??= openEngine(task.engine);
  try {
    const training = await begin(await engine, task, divided.for(task));
    try {
      return await runEpochs(training, task);
    } finally {
      await training.dispose();
    }
  } catch (error) {
    // The cause may be the thread that prepares batches, so the next trial gets a new one.
    await divided.close();
    throw error;
  } finally {
    task.port.close();
  }
}

function begin(opened: Engine, { config, checkpoint }: TrainingTask, data: TrainingData): Promise<Training> {
  if (!checkpoint) return Training.start({ engine: opened, config, data });
  return Training.resume({ engine: opened, config, data, checkpoint: decodeCheckpoint(checkpoint) });
}

async function runEpochs(training: Training, task: TrainingTask): Promise<TrainingOutcome> {
  const { port, memory, config, untilEpoch } = task;
  const last = untilEpoch !== null && untilEpoch < config.epochs ? untilEpoch : null;
  const ending = new AbortController();
  const onStep = (progress: Parameters<typeof reportStep>[1]): void => {
    reportStep(memory, progress);
    if (wished(memory) !== wishes.goOn) ending.abort();
  };
  // Nobody answers any more, and wants the training to end.
  const closed = once(port, 'close');
  let stored: Promise<unknown> = Promise.resolve();
  try {
    for await (const result of training.epochs({ signal: ending.signal, onStep })) {
      const checkpoint = encodeCheckpoint(await training.checkpoint());
      await stored;
      stored = Promise.race([once(port, 'message'), closed]);
      port.postMessage({ result, checkpoint } satisfies EpochMessage, [checkpoint.buffer]);
      if (result.epoch === last) break;
    }
    // The last epoch is stored while the thread trains another trial.
    return { kind: last === null ? 'complete' : 'paused' };
  } catch (error) {
    // A training that failed while it was being stopped has still failed.
    if (error !== ending.signal.reason) throw error;
    await stored;
    const checkpoint = await training.checkpoint();
    return {
      kind: 'ended',
      checkpoint: encodeCheckpoint(checkpoint),
      epoch: checkpoint.epoch,
      step: checkpoint.step,
    };
  }
}
