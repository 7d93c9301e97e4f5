import type { Batch } from '../model/engine.js';
import type { ImageShape } from '../model/model-spec.js';

/** One split of a data set. */
export interface Split {
  /** Images in it. */
  readonly size: number;
  /**
   * The split's batches, in the order that `epoch` and the split's own seed give. `from` skips exactly that many
   * batches. Every batch has `batchSize` rows; the last one has the remainder. Its arrays belong to the consumer
   * until it asks for the next. Evaluation asks for epoch 0.
   */
  batches(options: BatchOptions): AsyncIterable<Batch>;
}

export interface BatchOptions {
  readonly epoch: number;
  readonly from: number;
  readonly batchSize: number;
}

/** What a training reads: its shape and two of its splits. */
export interface TrainingData extends ImageShape {
  readonly train: Split;
  readonly validation: Split;
}

/** Batches in one pass over this many images, including the smaller last one. */
export function batchCount(images: number, batchSize: number): number {
  return Math.ceil(images / batchSize);
}

/**
 * The split's batches from `from` on, counted: throws if one has the wrong number of rows, if one is missing, or if
 * there are too many, because epochs, errors and resumed steps would then be wrong.
 */
export async function* countedBatches(split: Split, options: BatchOptions): AsyncGenerator<Batch> {
  let index = options.from;
  for await (const batch of split.batches(options)) {
    const rows = Math.max(0, Math.min(options.batchSize, split.size - index * options.batchSize));
    if (batch.rows !== rows) {
      throw new RangeError(
        `batch ${index} of epoch ${options.epoch} has ${batch.rows} rows instead of ${rows}`,
      );
    }
    yield batch;
    index += 1;
  }
  const expected = batchCount(split.size, options.batchSize);
  if (index !== expected) {
    throw new RangeError(`epoch ${options.epoch} ended after ${index} of its ${expected} batches`);
  }
}
