import { learnsFirstLocation, learnsLaterLocations, sampledLocations, type ModelSpec } from '@ram-sweep/ram';
import type { Draft } from './draft.js';
import type { Value } from '../onnx/graph-builder.js';
import type { Graph } from '../onnx/operators.js';

/** The losses as scalars, and their gradients where the backward pass begins. */
export interface Losses {
  readonly action: Value;
  readonly baseline: Value;
  readonly reinforce: Value;
  /** Rows whose most probable class is the label, as float32. */
  readonly correct: Value;
  /** ∂ loss / ∂ logits [rows, C] */
  readonly logitsGradient: Value;
  /** Of l_2 … l_N, stacked by t: absent if they are not sampled. */
  readonly later?: PolicyGradients;
  /** Of l_1: absent if it is not sampled. */
  readonly first?: PolicyGradients;
}

export interface PolicyGradients {
  /** ∂ loss / ∂ μ [n·rows, 2] */
  readonly mean: Value;
  /** ∂ loss / ∂ b [n·rows, 1] */
  readonly baseline: Value;
}

/** n sampled locations of each row. */
interface Samples {
  /** ε [n, rows, 2] */
  readonly noise: Value;
  /** r − b [n, rows, 1] */
  readonly advantage: Value;
}

/** `earlier` [(N−1)·rows, H] are h_1 … h_{N−1}; absent with a single glimpse. */
export function losses(draft: Draft, logits: Value, earlier: Value | undefined): Losses {
  const { graph, spec, inputs } = draft;
  const share = graph.divide(graph.float(1), graph.toFloat(graph.node('Size', [inputs.labels])));
  const { reward, ...classification } = classify(draft, logits, share);
  const later = learnsLaterLocations(spec) ? laterSamples(draft, earlier!, reward) : undefined;
  const first = learnsFirstLocation(spec) ? firstSample(draft, reward) : undefined;
  const samples = [first, later].filter((those) => those !== undefined);
  return {
    ...classification,
    ...policyLosses(graph, spec, samples),
    ...(later === undefined ? {} : { later: policyGradients(graph, spec, later, share) }),
    ...(first === undefined ? {} : { first: policyGradients(graph, spec, first, share) }),
  };
}

/**
 * Cross-entropy of the answer, its gradient (p − onehot) / rows, and the reward: [argmax p is the label] or p[label].
 */
function classify({ graph, spec, inputs }: Draft, logits: Value, share: Value) {
  const { labels } = inputs;
  const logProbabilities = graph.node('LogSoftmax', [logits], { axis: 1 });
  const ofLabel = graph.node('GatherElements', [logProbabilities, labels], { axis: 1 });
  const probabilities = graph.exp(logProbabilities);
  const classes = graph.int32s([...Array(spec.classes).keys()], [1, spec.classes]);
  const onehot = graph.toFloat(graph.node('Equal', [labels, classes]));
  const answer = graph.toInt32(graph.node('ArgMax', [probabilities], { axis: 1, keepdims: 1 }));
  const right = graph.toFloat(graph.node('Equal', [answer, labels]));
  return {
    action: graph.negate(graph.mean(ofLabel)),
    correct: graph.node('ReduceSum', [right], { keepdims: 0 }),
    logitsGradient: graph.multiply(graph.subtract(probabilities, onehot), share),
    reward: spec.reward === 'probability' ? graph.exp(ofLabel) : right,
  };
}

function laterSamples({ graph, spec, inputs }: Draft, earlier: Value, reward: Value): Samples {
  const weight = inputs.parameter('baseline.weight');
  const baselines = graph.gemm(earlier, weight, { plus: inputs.parameter('baseline.bias') });
  const advantage = graph.subtract(reward, graph.reshape(baselines, [spec.glimpses - 1, -1, 1]));
  return { noise: inputs.steps, advantage };
}

function firstSample({ graph, inputs }: Draft, reward: Value): Samples {
  const advantage = graph.subtract(reward, inputs.parameter('first.baseline'));
  return { noise: graph.reshape(inputs.first, [1, -1, 2]), advantage: graph.reshape(advantage, [1, -1, 1]) };
}

/**
 * baseline = mean (r − b)² over rows and the T samples; reinforce = mean over rows of Σ_t −log π(u_t) · (r − b_t)
 * (paper eq. 3). As u − μ = std · ε, −log π(u) = Σ over x, y of ε²/2 + log std + ½ log 2π.
 */
function policyLosses(graph: Graph, spec: ModelSpec, samples: readonly Samples[]) {
  if (samples.length === 0) return { baseline: graph.float(0), reinforce: graph.float(0) };
  const advantage = graph.concat(
    samples.map((sample) => sample.advantage),
    0,
  );
  const noise = graph.concat(
    samples.map((sample) => sample.noise),
    0,
  );
  const constant = 2 * Math.log(spec.std) + Math.log(2 * Math.PI);
  const surprise = graph.add(
    graph.scale(graph.sum(graph.square(noise), 2, true), 0.5),
    graph.float(constant),
  );
  return {
    baseline: graph.mean(graph.square(advantage)),
    reinforce: graph.scale(graph.mean(graph.multiply(surprise, advantage)), sampledLocations(spec)),
  };
}

/**
 * ∂/∂μ of −log π(u) = |u − μ|²/(2 std²) + … is −(u − μ)/std² = −ε/std, u being held fixed; so with weight w
 * ∂ loss/∂μ = −w · ε · (r − b) / (std · rows) (paper eq. 2), and ∂ loss/∂b = −2 (r − b) / (rows · T).
 */
function policyGradients(graph: Graph, spec: ModelSpec, samples: Samples, share: Value): PolicyGradients {
  const { noise, advantage } = samples;
  const towardsMean = graph.scale(share, -spec.reinforceWeight / spec.std);
  const towardsBaseline = graph.scale(share, -2 / sampledLocations(spec));
  return {
    mean: graph.reshape(graph.multiply(noise, graph.multiply(advantage, towardsMean)), [-1, 2]),
    baseline: graph.reshape(graph.multiply(advantage, towardsBaseline), [-1, 1]),
  };
}
