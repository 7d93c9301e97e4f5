import { parameterShapes } from '@ram-sweep/ram';
import type { Draft } from './draft.js';
import type { Forward, GlimpseStep } from './forward.js';
import type { Value } from '../onnx/graph-builder.js';
import type { Inputs } from '../inputs.js';
import type { Losses, PolicyGradients } from './losses.js';
import type { Graph } from '../onnx/operators.js';
import type { Stack } from './stack.js';

/** Gradient of the loss by parameter name. */
export type Gradients = Record<string, Value>;

/**
 * The backward pass, derived by hand.
 *
 * Samples are detached, and unless coreLosses is all so is the h_t that locator and baseline read: then D_t, what
 * these two ask of h_t, is 0. With R rows, z_t the input of the relu that makes h_t, and [·] 1 where true, else 0:
 *
 *   ∂h_N = ∂logits · actionᵀ                                           [R, H]
 *   ∂z_t = ∂h_t ∘ [h_t > 0],  ∂h_{t−1} = ∂z_t · recurrentᵀ + D_{t−1}   [R, H]    t = N … 1, the only sequential part
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
  const read = losses.later === undefined ? undefined : locatorLayers(draft, layers, stacked, losses.later);
  const asked = read === undefined ? [] : graph.split(read, 0, steps.length - 1);
  const states = coreStates(graph, layers, steps, answered, asked);
  const all = graph.concat(states, 0);
  layers.into('input', stacked.glimpse, all);
  layers.gradients['recurrent.bias'] = layers.gradients['input.bias']!;
  layers.gradients['recurrent.weight'] = recurrentWeight(draft, states, stacked);
  glimpseLayers(graph, layers, stacked, all);
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

  /** gradient · weightᵀ, + `plus` */
  back(name: string, gradient: Value, plus?: Value): Value {
    const weight = this.#inputs.parameter(`${name}.weight`);
    return this.#graph.gemm(gradient, weight, {
      transposeRight: true,
      ...(plus === undefined ? {} : { plus }),
    });
  }
}

/** ∂z_1 … ∂z_N, each [R, H], from ∂h_N and D_1 … D_{N−1}, if any. */
function coreStates(
  graph: Graph,
  layers: Layers,
  steps: readonly GlimpseStep[],
  answered: Value,
  asked: readonly Value[],
): Value[] {
  let state = throughRelu(graph, answered, steps.at(-1)!.core);
  const states = [state];
  for (let t = steps.length - 1; t >= 1; t -= 1) {
    const gradient = layers.back('recurrent', state, asked[t - 1]);
    state = throughRelu(graph, gradient, steps[t - 1]!.core);
    states.unshift(state);
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

/** Gives D_1 … D_{N−1}, stacked, where what locator and baseline read is not detached. */
function locatorLayers(
  { graph, spec }: Draft,
  layers: Layers,
  stacked: Stack,
  later: PolicyGradients,
): Value | undefined {
  const { earlier, mean, locator } = stacked;
  const linear = spec.locationMean === 'tanh' ? throughTanh(graph, later.mean, mean!) : later.mean;
  const [reader, gradient] =
    locator === undefined
      ? ['location', linear]
      : ['locator', throughRelu(graph, layers.through('location', locator, linear), locator)];
  layers.into(reader, earlier!, gradient);
  layers.into('baseline', earlier!, later.baseline);
  if (spec.coreLosses === 'action') return undefined;
  return layers.back(reader, gradient, layers.back('baseline', later.baseline));
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
