import {
  learnsFirstLocation,
  learnsLaterLocations,
  sampledLocations,
  type Batch,
  type Losses,
  type ModelSpec,
  type Noise,
} from '@ram-sweep/ram';
import { referenceRetina } from './reference-retina.js';

/** Weights by name, as `Parameters`, in any precision. */
export type Weights = Readonly<Record<string, ArrayLike<number>>>;

/** One sampled location: u ~ N(mean, std²), and the reward that was expected before it. */
interface Decision {
  /** [2] */
  readonly mean: readonly number[];
  /** [2], before it is clamped to the image. */
  readonly sample: readonly number[];
  readonly baseline: number;
}

/** What one image went through. */
interface RowPass {
  /** [C] */
  readonly probabilities: readonly number[];
  /** [N, 2]: where each glimpse went. */
  readonly locations: readonly (readonly number[])[];
  /** [N, k·g²]: what each glimpse saw. */
  readonly retinas: readonly (readonly number[])[];
  /** [N, H]: core state after each glimpse. */
  readonly states: readonly (readonly number[])[];
  /** [T] */
  readonly decisions: readonly Decision[];
  /** Whether the most probable class is the label. */
  readonly correct: boolean;
  readonly reward: number;
}

export interface ReferencePass extends Losses {
  readonly rows: readonly RowPass[];
}

/**
 * The forward pass of the engine contract in float64, one image at a time: what every engine is measured by.
 *
 * With `held`, an earlier pass over the same batch, everything that no gradient flows through is taken from there:
 * samples u and what was seen at them, rewards, the baseline inside the advantage, and, unless coreLosses is all, the
 * core states that locator and baseline read. The loss is then a plain differentiable function of the weights whose
 * gradient is the one that training follows.
 */
export function referencePass(
  spec: ModelSpec,
  weights: Weights,
  batch: Batch,
  noise: Noise,
  held?: ReferencePass,
): ReferencePass {
  const rows = Array.from({ length: batch.rows }, (_, row) =>
    passRow(
      spec,
      weights,
      imageOf(spec, batch, row),
      batch.labels[row]!,
      noiseOf(spec, batch, noise, row),
      held?.rows[row],
    ),
  );
  return { ...losses(spec, rows, batch.labels, held?.rows ?? rows), rows };
}

/** The noise of one image: [2] for the first location, [N−1, 2] for the later ones. */
interface RowNoise {
  readonly first: readonly number[];
  readonly steps: readonly (readonly number[])[];
}

function passRow(
  spec: ModelSpec,
  weights: Weights,
  image: Float32Array,
  label: number,
  noise: RowNoise,
  held: RowPass | undefined,
): RowPass {
  const decisions: Decision[] = [];
  const decide = (mean: readonly number[], epsilon: readonly number[], baseline: number) => {
    const sample =
      held?.decisions[decisions.length]!.sample ?? mean.map((m, axis) => m + spec.std * epsilon[axis]!);
    decisions.push({ mean, sample, baseline });
    return sample.map((u) => Math.min(1, Math.max(-1, u)));
  };

  let location = learnsFirstLocation(spec)
    ? decide(Array.from(weights['first.mean']!), noise.first, weights['first.baseline']![0]!)
    : noise.first;
  let state: readonly number[] = Array.from({ length: spec.hidden }, () => 0);
  const locations = [location];
  const retinas: (readonly number[])[] = [];
  const states: (readonly number[])[] = [];

  for (let t = 1; t <= spec.glimpses; t += 1) {
    const retina = held?.retinas[t - 1] ?? referenceRetina(spec, image, location);
    retinas.push(retina);
    state = core(weights, glimpse(weights, retina, location), state);
    states.push(state);
    if (t === spec.glimpses) break;
    const read = spec.coreLosses === 'all' ? state : (held?.states[t - 1] ?? state);
    location = learnsLaterLocations(spec)
      ? decide(locationMean(spec, weights, read), noise.steps[t - 1]!, dense(weights, 'baseline', read)[0]!)
      : noise.steps[t - 1]!;
    locations.push(location);
  }

  const probabilities = softmax(dense(weights, 'action', state));
  const correct = probabilities.indexOf(Math.max(...probabilities)) === label;
  const reward = held?.reward ?? (spec.reward === 'probability' ? probabilities[label]! : Number(correct));
  return { probabilities, locations, retinas, states, decisions, correct, reward };
}

/** ρ [k·g²] and l [2] → g [H]. */
function glimpse(weights: Weights, retina: readonly number[], location: readonly number[]): number[] {
  const what = relu(dense(weights, 'patch', retina));
  const where = relu(dense(weights, 'place', location));
  return relu(add(dense(weights, 'what', what), dense(weights, 'where', where)));
}

/** g [H] and h_{t−1} [H] → h_t [H]. */
function core(weights: Weights, glimpsed: readonly number[], state: readonly number[]): number[] {
  return relu(add(dense(weights, 'input', glimpsed), dense(weights, 'recurrent', state)));
}

/** h [H] → μ [2]. */
function locationMean(spec: ModelSpec, weights: Weights, state: readonly number[]): number[] {
  const features = spec.locator === 'hidden' ? relu(dense(weights, 'locator', state)) : state;
  const mean = dense(weights, 'location', features);
  return spec.locationMean === 'tanh' ? mean.map(Math.tanh) : mean;
}

/** Losses of all rows; `held` has the rewards and the baselines that the advantage is made of. */
function losses(
  spec: ModelSpec,
  rows: readonly RowPass[],
  labels: Int32Array,
  held: readonly RowPass[],
): Losses {
  const steps = sampledLocations(spec);
  let actionLoss = 0;
  let baselineLoss = 0;
  let reinforceLoss = 0;
  let correct = 0;
  rows.forEach((row, index) => {
    actionLoss -= Math.log(row.probabilities[labels[index]!]!) / rows.length;
    correct += Number(row.correct);
    row.decisions.forEach((decision, step) => {
      const advantage = row.reward - held[index]!.decisions[step]!.baseline;
      baselineLoss += (row.reward - decision.baseline) ** 2 / (rows.length * steps);
      reinforceLoss -= (logLikelihood(spec, decision) * advantage) / rows.length;
    });
  });
  const loss = actionLoss + baselineLoss + spec.reinforceWeight * reinforceLoss;
  return { loss, actionLoss, baselineLoss, reinforceLoss, correct };
}

/** log π(u), summed over x and y. */
function logLikelihood(spec: ModelSpec, { mean, sample }: Decision): number {
  const ofAxis = (u: number, mu: number) =>
    -((u - mu) ** 2) / (2 * spec.std ** 2) - Math.log(spec.std) - Math.log(2 * Math.PI) / 2;
  return sample.reduce((sum, u, axis) => sum + ofAxis(u, mean[axis]!), 0);
}

/** x · W + b: [inputs] → [outputs]. */
function dense(weights: Weights, layer: string, x: ArrayLike<number>): number[] {
  const matrix = weights[`${layer}.weight`]!;
  const outputs = Array.from(weights[`${layer}.bias`]!);
  for (let input = 0; input < x.length; input += 1) {
    for (let output = 0; output < outputs.length; output += 1) {
      outputs[output]! += x[input]! * matrix[input * outputs.length + output]!;
    }
  }
  return outputs;
}

const relu = (x: readonly number[]) => x.map((value) => Math.max(0, value));

const add = (a: readonly number[], b: readonly number[]) => a.map((value, index) => value + b[index]!);

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function imageOf(spec: ModelSpec, batch: Batch, row: number): Float32Array {
  const pixels = spec.imageSize ** 2;
  return batch.images.subarray(row * pixels, (row + 1) * pixels);
}

function noiseOf(spec: ModelSpec, batch: Batch, noise: Noise, row: number): RowNoise {
  return {
    first: pair(noise.first, row),
    steps: Array.from({ length: spec.glimpses - 1 }, (_, step) => pair(noise.steps, step * batch.rows + row)),
  };
}

const pair = (values: Float32Array, index: number) => Array.from(values.subarray(index * 2, index * 2 + 2));
