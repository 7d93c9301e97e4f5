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

/** Rows whose most probable class, the lowest of equals, is the label, and what each row's policy is rewarded with. */
export function judge(spec: ModelSpec, logits: tf.Tensor2D, labels: Int32Array) {
  const probabilities = tf.softmax(logits).dataSync<'float32'>();
  const ofRow = (row: number) => probabilities.subarray(row * spec.classes, (row + 1) * spec.classes);
  const right = Float32Array.from(labels, (label, row) => (mostProbable(ofRow(row)) === label ? 1 : 0));
  return {
    correct: right.reduce((sum, one) => sum + one, 0),
    rewards:
      spec.reward === 'probability' ? Float32Array.from(labels, (label, row) => ofRow(row)[label]!) : right,
  };
}

const mostProbable = (probabilities: Float32Array) => probabilities.indexOf(Math.max(...probabilities));

/** Sampled locations of one origin, n = rows × time steps of them. Everything but the prediction is constant. */
export interface Decisions {
  /** u [n, 2] */
  readonly samples: tf.Tensor2D;
  /** r [n, 1] */
  readonly rewards: tf.Tensor2D;
  /** μ [n, 2] and b [n, 1], or one for all, [2] and [1]: the trained part. */
  readonly predict: () => { mean: tf.Tensor; baseline: tf.Tensor };
}

/**
 * The decisions of a pass: of the first location if it is learned, then of the later ones, which were read from
 * `states`: h_1 … h_{N−1}, [rows, H] each or concatenated.
 */
export function decisionsOf(
  { spec, variables, layers }: WiredModel,
  samples: readonly Float32Array[],
  states: readonly tf.Tensor2D[],
  rewards: Float32Array,
): Decisions[] {
  const learnsFirst = learnsFirstLocation(spec);
  const groups: Decisions[] = [];
  if (learnsFirst) {
    const first = { mean: variables['first.mean']!, baseline: variables['first.baseline']! };
    groups.push(decided(samples.slice(0, 1), rewards, () => first));
  }
  if (learnsLaterLocations(spec)) {
    const later = samples.slice(learnsFirst ? 1 : 0);
    const steps = later.length / states.length;
    states.forEach((read, index) => {
      const predict = () => ({
        mean: locationMean(spec, layers, read),
        baseline: dense([[read, layers['baseline']!]]),
      });
      groups.push(decided(later.slice(index * steps, (index + 1) * steps), rewards, predict));
    });
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
  return { samples, rewards, predict };
}

/** The same numbers, and no gradient through them. */
const detached = (tensor: tf.Tensor) => tf.tensor(tensor.dataSync(), tensor.shape);

/** Both losses of the policy over all decisions of a batch of `rows`, and their sum, weighted. */
export function policyLosses(
  spec: ModelSpec,
  decisions: readonly Decisions[],
  rows: number,
): { loss: tf.Tensor; baseline: tf.Tensor; reinforce: tf.Tensor } {
  if (decisions.length === 0) return { loss: tf.scalar(0), baseline: tf.scalar(0), reinforce: tf.scalar(0) };
  const predicted = decisions.map((group) => ({ ...group, ...group.predict() }));
  const squares = predicted.map(({ rewards, baseline }) => tf.sum(tf.squaredDifference(rewards, baseline)));
  const surprises = predicted.map(({ mean, samples, rewards, baseline }) => {
    const advantages = detached(tf.sub(rewards, baseline));
    return tf.add(
      tf.mul(tf.sum(tf.mul(tf.squaredDifference(samples, mean), advantages)), 1 / (2 * spec.std ** 2)),
      tf.mul(tf.sum(advantages), 2 * Math.log(spec.std) + Math.log(2 * Math.PI)),
    );
  });
  const baseline = tf.mul(total(squares), 1 / (rows * sampledLocations(spec)));
  const reinforce = tf.mul(total(surprises), 1 / rows);
  return { loss: tf.add(baseline, tf.mul(reinforce, spec.reinforceWeight)), baseline, reinforce };
}

const total = (scalars: readonly tf.Tensor[]) => scalars.reduce((sum, scalar) => tf.add(sum, scalar));
