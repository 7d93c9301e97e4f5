import type { GlimpseStep } from './forward.js';
import type { Value } from '../onnx/graph-builder.js';
import type { Graph } from '../onnx/operators.js';

/**
 * What the backward pass needs of the forward pass: intermediates of all glimpses in one matrix each, glimpse after
 * glimpse, so that a layer's gradient is one product. Letters as in backward.ts.
 */
export interface Stack {
  /** L [N·R, 2] */
  readonly location: Value;
  /** X [N·R, k·g²] */
  readonly retina: Value;
  /** A [N·R, P] */
  readonly patch: Value;
  /** P [N·R, L] */
  readonly place: Value;
  /** G [N·R, H] */
  readonly glimpse: Value;
  /** K [(N−1)·R, H]: h_1 … h_{N−1}; absent with a single glimpse. */
  readonly earlier: Value | undefined;
  /** μ_1 … μ_{N−1} [(N−1)·R, 2]; absent if the policy is not learned. */
  readonly mean: Value | undefined;
  /** relu(h_t·locator) [(N−1)·R, D]; absent with locator: linear too. */
  readonly locator: Value | undefined;
}

export function stack(graph: Graph, steps: readonly GlimpseStep[]): Stack {
  const every = (part: Exclude<keyof GlimpseStep, 'policy'>) =>
    graph.concat(
      steps.map((step) => step[part]),
      0,
    );
  return {
    location: every('location'),
    retina: every('retina'),
    patch: every('patch'),
    place: every('place'),
    glimpse: every('glimpse'),
    earlier: some(
      graph,
      steps.slice(0, -1).map((step) => step.core),
    ),
    mean: some(
      graph,
      steps.map((step) => step.policy?.mean),
    ),
    locator: some(
      graph,
      steps.map((step) => step.policy?.locator),
    ),
  };
}

/** Those that exist, or nothing if none does. */
function some(graph: Graph, values: readonly (Value | undefined)[]): Value | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? undefined : graph.concat(present, 0);
}
