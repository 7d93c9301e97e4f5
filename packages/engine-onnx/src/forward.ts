import { learnsFirstLocation, parameterShapes, type ModelSpec } from '@ram-sweep/ram';
import type { Value } from './graph-builder.js';
import type { Graph } from './operators.js';
import { glimpse, pyramid } from './retina.js';

/** The dimension of images in a batch: each run may bring another number of them. */
export const rows = 'rows';

/** Everything a graph reads, declared as an input of the graph when it is first asked for. */
export class Inputs {
  readonly #graph: Graph;
  readonly #spec: ModelSpec;
  readonly #declared = new Map<string, Value>();

  constructor(graph: Graph, spec: ModelSpec) {
    this.#graph = graph;
    this.#spec = spec;
  }

  /** A parameter by name, such as `patch.weight`. */
  parameter(name: string): Value {
    const shape = parameterShapes(this.#spec)[name]!;
    return this.#declare(name, () => this.#graph.input(name, 'float32', shape));
  }

  /** [rows, S²] */
  get images(): Value {
    const pixels = this.#spec.imageSize ** 2;
    return this.#declare('images', () => this.#graph.input('images', 'float32', [rows, pixels]));
  }

  /** int32 [rows, 1] */
  get labels(): Value {
    return this.#declare('labels', () => this.#graph.input('labels', 'int32', [rows, 1]));
  }

  /** [rows, 2]: l_1, or ε_0 where the first location is learned. */
  get first(): Value {
    return this.#declare('first', () => this.#graph.input('first', 'float32', [rows, 2]));
  }

  /** [N−1, rows, 2]: ε_1 … ε_{N−1}, or the locations l_2 … l_N where none is learned. */
  get steps(): Value {
    const steps = this.#spec.glimpses - 1;
    return this.#declare('steps', () => this.#graph.input('steps', 'float32', [steps, rows, 2]));
  }

  #declare(name: string, input: () => Value): Value {
    const known = this.#declared.get(name);
    if (known !== undefined) return known;
    const value = input();
    this.#declared.set(name, value);
    return value;
  }
}

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
  /** What the locator emits after it; none after the last glimpse, and none where locations are handed in. */
  readonly policy?: PolicyStep;
}

export interface PolicyStep {
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
export function forward(graph: Graph, spec: ModelSpec, inputs: Inputs): Forward {
  const network = new Network(graph, spec, inputs);
  const steps: GlimpseStep[] = [];
  let location = firstLocation(graph, spec, inputs);
  let core: Value | undefined;
  for (let t = 1; t <= spec.glimpses; t += 1) {
    const seen = network.glimpse(location, core);
    core = seen.core;
    const policy = t < spec.glimpses && spec.policy === 'learned' ? network.policy(core) : undefined;
    steps.push(policy === undefined ? seen : { ...seen, policy });
    if (t < spec.glimpses) location = nextLocation(graph, spec, graph.entry(inputs.steps, t - 1), policy);
  }
  return { steps, logits: network.layer('action', core!) };
}

function firstLocation(graph: Graph, spec: ModelSpec, inputs: Inputs): Value {
  if (!learnsFirstLocation(spec)) return inputs.first;
  return sampled(graph, spec, inputs.parameter('first.mean'), inputs.first);
}

function nextLocation(graph: Graph, spec: ModelSpec, noise: Value, policy: PolicyStep | undefined): Value {
  return policy === undefined ? noise : sampled(graph, spec, policy.mean, noise);
}

/** clamp(μ + std · ε, −1, 1) */
function sampled(graph: Graph, spec: ModelSpec, mean: Value, noise: Value): Value {
  return graph.clip(graph.add(mean, graph.scale(noise, spec.std)), -1, 1);
}

class Network {
  readonly #graph: Graph;
  readonly #spec: ModelSpec;
  readonly #inputs: Inputs;
  readonly #pyramid;
  readonly #glimpseBias: Value;

  constructor(graph: Graph, spec: ModelSpec, inputs: Inputs) {
    this.#graph = graph;
    this.#spec = spec;
    this.#inputs = inputs;
    this.#pyramid = pyramid(graph, spec, inputs.images);
    this.#glimpseBias = graph.add(inputs.parameter('what.bias'), inputs.parameter('where.bias'));
  }

  /** value · weight + bias */
  layer(name: string, value: Value, plus = this.#inputs.parameter(`${name}.bias`)): Value {
    return this.#graph.gemm(value, this.#inputs.parameter(`${name}.weight`), { plus });
  }

  /** Glimpse network and core network (paper §3.1 and eq. of h_t); a sum of two layers is one product added to another. */
  glimpse(location: Value, previous: Value | undefined): GlimpseStep {
    const graph = this.#graph;
    const retina = glimpse(graph, this.#spec, this.#pyramid, location);
    const patch = graph.relu(this.layer('patch', retina));
    const place = graph.relu(this.layer('place', location));
    const seen = graph.relu(this.layer('what', patch, this.layer('where', place, this.#glimpseBias)));
    const core = graph.relu(this.#core(seen, previous));
    return { location, retina, patch, place, glimpse: seen, core };
  }

  /** Location network: μ_t of the policy. */
  policy(core: Value): PolicyStep {
    const hidden = this.#spec.locator === 'hidden' ? this.#graph.relu(this.layer('locator', core)) : undefined;
    const linear = this.layer('location', hidden ?? core);
    const mean = this.#spec.locationMean === 'tanh' ? this.#graph.tanh(linear) : linear;
    return hidden === undefined ? { mean } : { locator: hidden, mean };
  }

  /** g_t·input + h_{t−1}·recurrent before the relu; with h_0 = 0 only the bias of recurrent is left at t = 1. */
  #core(seen: Value, previous: Value | undefined): Value {
    const { parameter } = { parameter: (name: string) => this.#inputs.parameter(name) };
    const bias = this.#graph.add(parameter('input.bias'), parameter('recurrent.bias'));
    const input = this.layer('input', seen, bias);
    return previous === undefined ? input : this.layer('recurrent', previous, input);
  }
}
