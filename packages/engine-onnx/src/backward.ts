import { parameterShapes } from '@ram-sweep/ram';
import type { Draft } from './draft.js';
import type { Forward, GlimpseStep } from './forward.js';
import type { Value } from './graph-builder.js';
import type { Inputs } from './inputs.js';
import type { Losses, PolicyGradients } from './losses.js';
import type { Graph } from './operators.js';
import type { Stack } from './stack.js';

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
export function backward(draft: Draft, { steps }: Forward, stacked: Stack, losses: Losses): Gradients {
  const { graph, inputs } = draft;
  const layers = new Layers(graph, inputs);
  const answered = layers.through('action', steps.at(-1)!.core, losses.logitsGradient);
  const states = coreStates(graph, layers, steps, answered);
  const all = graph.concat(states, 0);
  layers.into('input', stacked.glimpse, all);
  layers.gradients['recurrent.bias'] = layers.gradients['input.bias']!;
  layers.gradients['recurrent.weight'] = recurrentWeight(draft, states, stacked);
  glimpseLayers(graph, layers, stacked, all);
  if (losses.later !== undefined) locatorLayers(draft, layers, stacked, losses.later);
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

/** ∂z_1 … ∂z_N, each [R, H], from ∂h_N. */
function coreStates(graph: Graph, layers: Layers, steps: readonly GlimpseStep[], answered: Value): Value[] {
  const states: Value[] = [];
  let gradient = answered;
  for (const { core } of steps.toReversed()) {
    if (states.length > 0) gradient = layers.back('recurrent', states[0]!);
    states.unshift(throughRelu(graph, gradient, core));
  }
  return states;
}

/** Kᵀ·(Z without t = 1): zero with a single glimpse, for h_0 = 0. */
function recurrentWeight({ graph, spec }: Draft, states: readonly Value[], { earlier }: Stack): Value {
  if (earlier === undefined) return graph.zeros(parameterShapes(spec)['recurrent.weight']!);
  return graph.gemm(earlier, graph.concat(states.slice(1), 0), { transposeLeft: true });
}

function glimpseLayers(graph: Graph, layers: Layers, stacked: Stack, states: Value): void {
  const seen = throughRelu(graph, layers.back('input', states), stacked.glimpse);
  const patch = throughRelu(graph, layers.through('what', stacked.patch, seen), stacked.patch);
  layers.into('patch', stacked.retina, patch);
  const place = throughRelu(graph, layers.through('where', stacked.place, seen), stacked.place);
  layers.into('place', stacked.location, place);
}

function locatorLayers({ graph, spec }: Draft, layers: Layers, stacked: Stack, later: PolicyGradients): void {
  const { earlier, mean, locator } = stacked;
  layers.into('baseline', earlier!, later.baseline);
  const linear = spec.locationMean === 'tanh' ? throughTanh(graph, later.mean, mean!) : later.mean;
  if (locator === undefined) {
    layers.into('location', earlier!, linear);
  } else {
    const hidden = throughRelu(graph, layers.through('location', locator, linear), locator);
    layers.into('locator', earlier!, hidden);
  }
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
