import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '@ram-sweep/ram';
import type { Tensors } from './backward.js';
import type { Variables } from './layers.js';

/** Optimizer slots: `m` and `v`, or `velocity`, each by parameter. */
export type Slots = Readonly<Record<string, Variables>>;

/** Global norm √Σ g² over all gradients, a scalar. */
export function globalNorm(gradients: Tensors): tf.Tensor {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  return tf.sqrt(tf.addN(squares));
}

/** Gradients times clipNorm / max(clipNorm, norm). */
export function clip(gradients: Tensors, norm: tf.Tensor, clipNorm: number): Tensors {
  const scale = tf.div(clipNorm, tf.maximum(clipNorm, norm));
  return Object.fromEntries(
    Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)]),
  );
}

/** Update number t of every parameter, by the formulas of the engine contract. */
export function update(
  spec: ModelSpec,
  variables: Variables,
  slots: Slots,
  gradients: Tensors,
  t: number,
  rate: number,
): void {
  for (const [name, variable] of Object.entries(variables)) {
    const gradient = gradients[name]!;
    const change =
      spec.optimizer === 'adam'
        ? adamChange(slots['m']![name]!, slots['v']![name]!, gradient, t, rate)
        : sgdChange(slots['velocity']![name]!, gradient, spec.momentum, rate);
    variable.assign(tf.sub(variable, change));
  }
}

/** Kingma & Ba 2015, algorithm 1. */
function adamChange(m: tf.Variable, v: tf.Variable, gradient: tf.Tensor, t: number, rate: number): tf.Tensor {
  m.assign(tf.add(tf.mul(m, 0.9), tf.mul(gradient, 0.1)));
  v.assign(tf.add(tf.mul(v, 0.999), tf.mul(tf.square(gradient), 0.001)));
  const root = tf.sqrt(tf.mul(v, 1 / (1 - 0.999 ** t)));
  return tf.div(tf.mul(m, rate / (1 - 0.9 ** t)), tf.add(root, 1e-8));
}

function sgdChange(velocity: tf.Variable, gradient: tf.Tensor, momentum: number, rate: number): tf.Tensor {
  velocity.assign(tf.add(tf.mul(velocity, momentum), gradient));
  return tf.mul(velocity, rate);
}
