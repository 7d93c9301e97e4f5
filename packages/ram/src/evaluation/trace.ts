import { RandomStream } from '@ram-sweep/random';
import type { Batch, Evaluation, Model } from '../model/engine.js';
import { drawNoise, type PathPolicy } from '../model/noise.js';
import { countedBatches, type Split } from '../training/split.js';

export interface TraceOptions {
  readonly model: Model;
  readonly split: Split;
  /** As for evaluateSplit: with the same seed and label the paths are those of its first rollout. */
  readonly seed: number;
  readonly label: string;
  readonly policy: PathPolicy;
  /** Batches to skip (0 by default), and the images in each (128 by default). No path depends on them. */
  readonly from?: number;
  readonly batchSize?: number;
}

export interface TracedBatch {
  /** Place of its first image in the split, from 0. */
  readonly first: number;
  readonly batch: Batch;
  readonly evaluation: Evaluation;
}

/**
 * What the model saw and answered, image by image in the order of the split: the paths and probabilities that
 * evaluateSplit counts, kept instead of summed up. A batch's arrays are the consumer's until it asks for the next.
 */
export async function* tracePaths(options: TraceOptions): AsyncGenerator<TracedBatch> {
  const { model, split, seed, label, policy, from = 0, batchSize = 128 } = options;
  const stream = RandomStream.of(seed, label, 0);
  let first = from * batchSize;
  drawNoise(model.spec, policy, first, stream);
  for await (const batch of countedBatches(split, { epoch: 0, from, batchSize })) {
    const noise = drawNoise(model.spec, policy, batch.rows, stream);
    yield { first, batch, evaluation: await model.evaluate(batch, noise) };
    first += batch.rows;
  }
}
