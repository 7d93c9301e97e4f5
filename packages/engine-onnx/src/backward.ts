import type { ModelSpec } from '@ram-sweep/ram';
import type { Forward, GlimpseStep } from './forward.js';
import type { Value } from './graph-builder.js';
import type { Inputs } from './inputs.js';
import type { Losses } from './losses.js';
import type { Graph } from './operators.js';

/** Gradient of the loss by parameter name. */
export type Gradients = Record<string, Value>;

/**
 * The backward pass, derived by hand.
 *
 * Locator and baseline read h_t detached, and samples are detached too, so the gradient reaches the core from the
 * answer alone. With R rows, z_t the input of the relu that makes h_t, and [·] 1 where true, else 0:
 *
 *   ∂h_N = ∂logits · actionᵀ                                     [R, H]
 *   ∂z_t = ∂h_t ∘ [h_t > 0],  ∂h_{t−1} = ∂z_t · recurrentᵀ       [R, H]    t = N … 1, the only sequential part
 *
 * All else is one product over all glimpses at once: stack ∂z_1 … ∂z_N to Z [N·R, H], g_t to G, relu(ρ_t·patch) to A,
 * relu(l_t·place) to P, ρ_t to X, l_t to L, and h_1 … h_{N−1} to K [(N−1)·R, H]. Then
 *
 *   ∂input     = Gᵀ·Z             [H, H]     ∂recurrent = Kᵀ·(Z without t = 1)    (h_0 = 0)
 *   Y          = (Z·inputᵀ) ∘ [G > 0]                            [N·R, H]
 *   ∂what      = Aᵀ·Y             [P, H]     ∂where     = Pᵀ·Y    [L, H]
 *   ∂patch     = Xᵀ·((Y·whatᵀ) ∘ [A > 0])    ∂place     = Lᵀ·((Y·whereᵀ) ∘ [P > 0])
 *
 * and the gradient of a bias is the sum over the rows of what its layer receives. The gradients of the locator start
 * at ∂μ (see losses.ts): ∂(h·location) = ∂μ ∘ (1 − μ²) with tanh.
 */
export function backward(
  graph: Graph,
  spec: ModelSpec,
  inputs: Inputs,
  { steps }: Forward,
  losses: Losses,
  cores: Value | undefined,
): Gradients {
  const layers = new Layers(graph, inputs);
  const answered = layers.through('action', steps.at(-1)!.core, losses.logitsGradient);
  const states = coreGradients(graph, inputs, steps, answered);
  coreLayers(graph, spec, layers, steps, states, cores);
  glimpseLayers(graph, layers, steps, graph.concat(states, 0));
  if (losses.later !== undefined) locatorLayers(graph, spec, layers, steps, losses, cores!);
  if (losses.first !== undefined) {
    layers.gradients['first.mean'] = graph.sum(losses.first.mean, 0);
    layers.gradients['first.baseline'] = graph.sum(losses.first.baseline, 0);
  }
  return layers.gradients;
}

/** Gradients of linear layers, collected by parameter name. */
class Layers {
  readonly gradients: Gradients = {};
  readonly #graph: Graph;
  readonly #inputs: Inputs;

  constructor(graph: Graph, inputs: Inputs) {
    this.#graph = graph;
    this.#inputs = inputs;
  }

  /** Records the gradients of value · weight + bias, given that of its result. */
  into(name: string, value: Value, gradient: Value): void {
    this.gradients[`${name}.weight`] = this.#graph.gemm(value, gradient, { transposeLeft: true });
    this.gradients[`${name}.bias`] = this.#graph.sum(gradient, 0);
  }

  /** The same, and gives the gradient of value. */
  through(name: string, value: Value, gradient: Value): Value {
    this.into(name, value, gradient);
    return this.back(name, gradient);
  }

  /** gradient · weightᵀ */
  back(name: string, gradient: Value): Value {
    return this.#graph.gemm(gradient, this.#inputs.parameter(`${name}.weight`), { transposeRight: true });
  }
}

/** ∂z_1 … ∂z_N, each [R, H]. */
function coreGradients(
  graph: Graph,
  inputs: Inputs,
  steps: readonly GlimpseStep[],
  answered: Value,
): Value[] {
  const recurrent = inputs.parameter('recurrent.weight');
  const states: Value[] = [];
  let gradient = answered;
  for (const { core } of steps.toReversed()) {
    if (states.length > 0) gradient = graph.gemm(states[0]!, recurrent, { transposeRight: true });
    states.unshift(throughRelu(graph, gradient, core));
  }
  return states;
}

function coreLayers(
  graph: Graph,
  spec: ModelSpec,
  layers: Layers,
  steps: readonly GlimpseStep[],
  states: readonly Value[],
  cores: Value | undefined,
): void {
  const all = graph.concat(states, 0);
  layers.into('input', stack(graph, steps, 'glimpse'), all);
  const { gradients } = layers;
  gradients['recurrent.bias'] = gradients['input.bias']!;
  gradients['recurrent.weight'] =
    cores === undefined
      ? graph.zeros([spec.hidden, spec.hidden])
      : graph.gemm(cores, graph.concat(states.slice(1), 0), { transposeLeft: true });
}

function glimpseLayers(graph: Graph, layers: Layers, steps: readonly GlimpseStep[], states: Value): void {
  const patch = stack(graph, steps, 'patch');
  const place = stack(graph, steps, 'place');
  const seen = throughRelu(graph, layers.back('input', states), stack(graph, steps, 'glimpse'));
  const ofPatch = throughRelu(graph, layers.through('what', patch, seen), patch);
  layers.into('patch', stack(graph, steps, 'retina'), ofPatch);
  const ofPlace = throughRelu(graph, layers.through('where', place, seen), place);
  layers.into('place', stack(graph, steps, 'location'), ofPlace);
}

function locatorLayers(
  graph: Graph,
  spec: ModelSpec,
  layers: Layers,
  steps: readonly GlimpseStep[],
  { later }: Losses,
  cores: Value,
): void {
  const policies = steps.slice(0, -1).map((step) => step.policy!);
  const mean = graph.concat(
    policies.map((policy) => policy.mean),
    0,
  );
  const linear = spec.locationMean === 'tanh' ? throughTanh(graph, later!.mean, mean) : later!.mean;
  layers.into('baseline', cores, later!.baseline);
  if (spec.locator === 'linear') {
    layers.into('location', cores, linear);
    return;
  }
  const hidden = graph.concat(
    policies.map((policy) => policy.locator!),
    0,
  );
  layers.into('locator', cores, throughRelu(graph, layers.through('location', hidden, linear), hidden));
}

/**
 * gradient ∘ [activation > 0]. A hard sigmoid this steep is 0 at 0 and 1 from the smallest normal float32 on;
 * it is one vectorised pass, where Greater and Where are two slow ones.
 */
function throughRelu(graph: Graph, gradient: Value, activation: Value): Value {
  const mask = graph.node('HardSigmoid', [activation], { alpha: { float: 3e38 }, beta: { float: 0 } });
  return graph.multiply(gradient, mask);
}

/** gradient ∘ (1 − activation²) */
function throughTanh(graph: Graph, gradient: Value, activation: Value): Value {
  return graph.multiply(gradient, graph.subtract(graph.float(1), graph.square(activation)));
}

/** One intermediate of all glimpses: [N·rows, …], glimpse after glimpse. */
function stack(
  graph: Graph,
  steps: readonly GlimpseStep[],
  part: Exclude<keyof GlimpseStep, 'policy'>,
): Value {
  return graph.concat(
    steps.map((step) => step[part]),
    0,
  );
}
