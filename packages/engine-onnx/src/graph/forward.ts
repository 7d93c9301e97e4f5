import { learnsFirstLocation, learnsLaterLocations, type ModelSpec } from '@ram-sweep/ram';
import type { Draft } from './draft.js';
import type { Value } from '../onnx/graph-builder.js';
import type { Graph } from '../onnx/operators.js';
import { pyramid, retina, type Level } from './retina.js';

/** What one glimpse computes, and what the backward pass needs of it. */
export interface GlimpseStep {
  /** l_t [rows, 2] */
  readonly location: Value;
  /** ρ_t [rows, k·g²] */
  readonly retina: Value;
  /** relu(ρ_t·patch) [rows, P] */
  readonly patch: Value;
  /** relu(l_t·place) [rows, L] */
  readonly place: Value;
  /** g_t [rows, H] */
  readonly glimpse: Value;
  /** h_t [rows, H] */
  readonly core: Value;
  /** What the locator emits after it; none after the last glimpse, and none if locations are passed in. */
  readonly policy?: PolicyStep;
}

interface PolicyStep {
  /** relu(h_t·locator) [rows, D], with locator: hidden */
  readonly locator?: Value;
  /** μ_t [rows, 2] */
  readonly mean: Value;
}

export interface Forward {
  readonly steps: readonly GlimpseStep[];
  /** h_N·action [rows, C] */
  readonly logits: Value;
}

/** The forward pass of the engine contract, unrolled over the N glimpses. */
export function forward(draft: Draft): Forward {
  const { graph, spec } = draft;
  const network = new Network(draft);
  const later = laterLocations(draft);
  const steps: GlimpseStep[] = [];
  let location = firstLocation(draft);
  let core: Value | undefined;
  for (let t = 1; t <= spec.glimpses; t += 1) {
    const seen = network.glimpse(location, core);
    core = seen.core;
    const policy = emits(spec, t) ? network.policy(core) : undefined;
    steps.push(policy === undefined ? seen : { ...seen, policy });
    if (t === spec.glimpses) break;
    const given = later[t - 1]!;
    location = policy === undefined ? given : sampled(graph, policy.mean, given);
  }
  return { steps, logits: network.layer('action', core!) };
}

/** Whether h_t chooses a location: not after the last glimpse, nor if locations are passed in. */
const emits = (spec: ModelSpec, t: number) => learnsLaterLocations(spec) && t < spec.glimpses;

function firstLocation({ graph, spec, inputs }: Draft): Value {
  return learnsFirstLocation(spec)
    ? sampled(graph, inputs.parameter('first.mean'), graph.scale(inputs.first, spec.std))
    : inputs.first;
}

/** std · ε_1 … std · ε_{N−1}, each [rows, 2]; the locations l_2 … l_N if those are passed in. */
function laterLocations({ graph, spec, inputs }: Draft): Value[] {
  const count = spec.glimpses - 1;
  if (count === 0) return [];
  const steps = learnsLaterLocations(spec) ? graph.scale(inputs.steps, spec.std) : inputs.steps;
  return graph.split(steps, 0, count).map((step) => graph.reshape(step, [-1, 2]));
}

/** clamp(μ + std · ε, −1, 1) */
function sampled(graph: Graph, mean: Value, deviation: Value): Value {
  return graph.clip(graph.add(mean, deviation), -1, 1);
}

class Network {
  readonly #graph;
  readonly #spec;
  readonly #inputs;
  readonly #levels: readonly Level[];
  readonly #glimpseBias: Value;
  readonly #coreBias: Value;

  constructor({ graph, spec, inputs }: Draft) {
    this.#graph = graph;
    this.#spec = spec;
    this.#inputs = inputs;
    this.#levels = pyramid(graph, spec, inputs.images);
    this.#glimpseBias = graph.add(inputs.parameter('what.bias'), inputs.parameter('where.bias'));
    this.#coreBias = graph.add(inputs.parameter('input.bias'), inputs.parameter('recurrent.bias'));
  }

  /** value · weight + bias, or + `plus` if the bias is already in it. */
  layer(name: string, value: Value, plus = this.#inputs.parameter(`${name}.bias`)): Value {
    return this.#graph.gemm(value, this.#inputs.parameter(`${name}.weight`), { plus });
  }

  /**
   * Glimpse network f_g and core network f_h (paper §3.1). Of two layers that are summed, the second is added to
   * the first.
   */
  glimpse(location: Value, previous: Value | undefined): GlimpseStep {
    const seen = retina(this.#graph, this.#spec, this.#levels, location);
    const patch = this.#graph.relu(this.layer('patch', seen));
    const place = this.#graph.relu(this.layer('place', location));
    const where = this.layer('where', place, this.#glimpseBias);
    const glimpse = this.#graph.relu(this.layer('what', patch, where));
    const core = this.#graph.relu(this.#coreInput(glimpse, previous));
    return { location, retina: seen, patch, place, glimpse, core };
  }

  /** Location network f_l: μ_t of the policy. */
  policy(core: Value): PolicyStep {
    const hidden = this.#spec.locator === 'hidden';
    const locator = hidden ? this.#graph.relu(this.layer('locator', core)) : undefined;
    const linear = this.layer('location', locator ?? core);
    const mean = this.#spec.locationMean === 'tanh' ? this.#graph.tanh(linear) : linear;
    return locator === undefined ? { mean } : { locator, mean };
  }

  /** g_t·input + h_{t−1}·recurrent; of the latter only the bias at t = 1, as h_0 = 0. */
  #coreInput(glimpse: Value, previous: Value | undefined): Value {
    const input = this.layer('input', glimpse, this.#coreBias);
    return previous === undefined ? input : this.layer('recurrent', previous, input);
  }
}
