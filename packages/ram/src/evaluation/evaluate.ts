import type { TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import type { Batch, Model } from '../model/engine.js';
import { drawNoise, pathsDiffer, type PathPolicy } from '../model/noise.js';
import { countedBatches, type Split } from '../training/split.js';

/**
 * Images in one evaluation pass: enough to make the cost of an engine call negligible, and few enough that the
 * images and glimpses of 100×100 canvases stay below about 50 MB. No result depends on it, because noise is drawn
 * image by image.
 */
const EVALUATION_BATCH = 512;

/** Smallest positive float32: a probability that an engine rounded to 0 was at most this. */
const SMALLEST_PROBABILITY = 2 ** -149;

export interface SplitResult {
  /** Share of wrongly classified images, in [0, 1]. */
  readonly error: number;
  /** Mean over images of −log p[label], p the mean over rollouts. NaN if the model has diverged. */
  readonly loss: number;
  /** Images in the split. */
  readonly images: number;
}

export interface EvaluationOptions {
  readonly model: Model;
  readonly config: Pick<TrialConfig, 'evaluation' | 'evaluationRollouts'>;
  readonly split: Split;
  /** Noise comes from (seed, label, rollout): the same at every epoch, so that epochs can be compared. */
  readonly seed: number;
  readonly label: string;
  /** Its reason is thrown before the next pass through the model. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each pass. */
  readonly onPass?: (() => void) | undefined;
  /** `config.evaluation` by default. */
  readonly policy?: PathPolicy | undefined;
  /**
   * `config.evaluationRollouts` by default. The paths of M rollouts are the first M of any larger number. If all
   * paths are the same (the policy's mean from a fixed first location), only one is computed.
   */
  readonly rollouts?: number | undefined;
}

/** Error and loss of the model on every image of a split. */
export async function evaluateSplit(options: EvaluationOptions): Promise<SplitResult> {
  const { model, split, seed, label, policy = options.config.evaluation } = options;
  if (split.size === 0) throw new RangeError(`the ${label} split is empty: there is nothing to evaluate`);
  const { rollouts = options.config.evaluationRollouts } = options;
  const different = pathsDiffer(model.spec, policy) ? rollouts : 1;
  const paths = Array.from({ length: different }, (_, rollout) => RandomStream.of(seed, label, rollout));
  let wrong = 0;
  let loss = 0;
  for await (const batch of countedBatches(split, { epoch: 0, from: 0, batchSize: EVALUATION_BATCH })) {
    const score = scoreBatch(batch, await meanProbabilities(options, batch, paths));
    wrong += score.wrong;
    loss += score.loss;
  }
  return { error: wrong / split.size, loss: loss / split.size, images: split.size };
}

/** Class probabilities [rows, classes], averaged over one pass for each path. */
async function meanProbabilities(
  { model, config, signal, onPass, policy = config.evaluation }: EvaluationOptions,
  batch: Batch,
  paths: readonly RandomStream[],
): Promise<Float64Array> {
  const mean = new Float64Array(batch.rows * model.spec.classes);
  for (const stream of paths) {
    signal?.throwIfAborted();
    const noise = drawNoise(model.spec, policy, batch.rows, stream);
    const { probabilities } = await model.evaluate(batch, noise);
    for (let index = 0; index < mean.length; index += 1) mean[index]! += probabilities[index]! / paths.length;
    onPass?.();
  }
  return mean;
}

function scoreBatch({ rows, labels }: Batch, probabilities: Float64Array): { wrong: number; loss: number } {
  const classes = probabilities.length / rows;
  let wrong = 0;
  let loss = 0;
  for (let row = 0; row < rows; row += 1) {
    const ofImage = probabilities.subarray(row * classes, (row + 1) * classes);
    const label = labels[row]!;
    if (mostProbable(ofImage) !== label) wrong += 1;
    loss -= Math.log(Math.max(ofImage[label]!, SMALLEST_PROBABILITY));
  }
  return { wrong, loss };
}

/** Lowest index wins a tie, as in training. */
function mostProbable(probabilities: Float64Array): number {
  return probabilities.reduce((best, value, index) => (value > probabilities[best]! ? index : best), 0);
}
