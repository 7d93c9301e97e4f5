import * as tf from '@tensorflow/tfjs-core';
import { learnsFirstLocation, learnsLaterLocations, sampledLocations, type ModelSpec } from '@ram-sweep/ram';
import { locationMean, type WiredModel } from './forward.js';
import { dense } from './layers.js';

/** Mean over rows of −log p[label]: logits [rows, C] → scalar. */
export function actionLoss(logits: tf.Tensor2D, labels: Int32Array): tf.Scalar {
  const [rows, classes] = logits.shape;
  const wanted = new Float32Array(rows * classes);
  labels.forEach((label, row) => (wanted[row * classes + label] = -1 / rows));
  return tf.sum(tf.mul(tf.logSoftmax(logits), tf.tensor2d(wanted, [rows, classes])));
}

/** Per row 1 if the most probable class is the label, else 0. The lowest of equally probable classes counts. */
export function rewardsOf(logits: tf.Tensor2D, labels: Int32Array): Float32Array {
  const classes = logits.shape[1];
  const probabilities = tf.softmax(logits).dataSync();
  return Float32Array.from(labels, (label, row) => {
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    return ofRow.indexOf(Math.max(...ofRow)) === label ? 1 : 0;
  });
}

/** Sampled locations of one origin, n = rows × time steps of them. Everything but the prediction is constant. */
export interface Decisions {
  /** u [n, 2] */
  readonly samples: tf.Tensor2D;
  /** r [n, 1] */
  readonly rewards: tf.Tensor2D;
  /** r − b [n, 1], b as it was during the pass. */
  readonly advantages: tf.Tensor2D;
  /** μ [n, 2] and b [n, 1], or one for all, [2] and [1]: what is trained. */
  readonly predict: () => { mean: tf.Tensor; baseline: tf.Tensor };
}

/** The decisions of a pass by its samples and states h_1 … h_{N−1} [n, H]: the first location where it is learned, then the later ones. */
export function decisionsOf(
  { spec, variables, layers }: WiredModel,
  samples: readonly Float32Array[],
  states: tf.Tensor | undefined,
  rewards: Float32Array,
): Decisions[] {
  const learnsFirst = learnsFirstLocation(spec);
  const groups: Decisions[] = [];
  if (learnsFirst) {
    const first = { mean: variables['first.mean']!, baseline: variables['first.baseline']! };
    groups.push(decided(samples.slice(0, 1), rewards, () => first));
  }
  if (learnsLaterLocations(spec)) {
    const read = states as tf.Tensor2D;
    const predict = () => ({
      mean: locationMean(spec, layers, read),
      baseline: dense([[read, layers['baseline']!]]),
    });
    groups.push(decided(samples.slice(learnsFirst ? 1 : 0), rewards, predict));
  }
  return groups;
}

function decided(
  steps: readonly Float32Array[],
  rewardsOfRows: Float32Array,
  predict: Decisions['predict'],
): Decisions {
  const rewards = tf.tile(tf.tensor2d(rewardsOfRows, [rewardsOfRows.length, 1]), [steps.length, 1]);
  const samples = tf.concat(steps.map((step) => tf.tensor2d(step, [step.length / 2, 2])));
  return { samples, rewards, advantages: tf.sub(rewards, predict().baseline), predict };
}

/** Both losses of the policy over all decisions of a batch of `rows`. */
export function policyLosses(
  spec: ModelSpec,
  decisions: readonly Decisions[],
  rows: number,
): { baseline: tf.Tensor; reinforce: tf.Tensor } {
  const predicted = decisions.map((group) => ({ ...group, ...group.predict() }));
  const baseline = predicted.map(({ rewards, baseline: b }) => tf.sum(tf.squaredDifference(rewards, b)));
  const reinforce = predicted.map(({ mean, samples, advantages }) =>
    tf.add(
      tf.mul(tf.sum(tf.mul(tf.squaredDifference(samples, mean), advantages)), 1 / (2 * spec.std ** 2)),
      tf.mul(tf.sum(advantages), 2 * Math.log(spec.std) + Math.log(2 * Math.PI)),
    ),
  );
  return {
    baseline: tf.mul(total(baseline), 1 / (rows * sampledLocations(spec))),
    reinforce: tf.mul(total(reinforce), 1 / rows),
  };
}

const total = (scalars: readonly tf.Tensor[]) => scalars.reduce((sum, scalar) => tf.add(sum, scalar));
