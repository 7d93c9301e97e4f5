import type { Batch, ModelSpec, Noise } from '@ram-sweep/ram';
import { referencePass, type ReferencePass, type Weights } from './reference-model.js';

/** Anything of the parameters' shapes in float64. */
export type Weights64 = Readonly<Record<string, Float64Array>>;

/** Half the width of a central difference: truncation ~ 1e-12, rounding ~ 1e-10, both far below float32. */
const DIFFERENCE = 1e-6;

/** Gradient of the loss by every single weight, by central differences over the pass with detached things held. */
export function referenceGradients(
  spec: ModelSpec,
  weights: Weights,
  batch: Batch,
  noise: Noise,
): { pass: ReferencePass; gradients: Weights64 } {
  const pass = referencePass(spec, weights, batch, noise);
  const gradients = mapWeights(weights, (name, values) => {
    const moved = Float64Array.from(values);
    const lossAt = (index: number, value: number) => {
      moved[index] = value;
      return referencePass(spec, { ...weights, [name]: moved }, batch, noise, pass).loss;
    };
    return Float64Array.from(values, (value, index) => {
      const slope =
        (lossAt(index, value + DIFFERENCE) - lossAt(index, value - DIFFERENCE)) / (2 * DIFFERENCE);
      moved[index] = value;
      return slope;
    });
  });
  return { pass, gradients };
}

/** Global norm of a gradient. */
export function globalNorm(gradients: Weights): number {
  return Math.hypot(...Object.values(gradients).map((values) => Math.hypot(...Array.from(values))));
}

type Slots = Readonly<Record<string, Weights>>;

/**
 * The optimizer's slots after one step: clip, then the means of Adam (Kingma & Ba 2015, algorithm 1) or the velocity.
 */
export function referenceSlots(
  spec: ModelSpec,
  slots: Slots,
  gradients: Weights,
): Readonly<Record<string, Weights64>> {
  const clip = spec.clipNorm === null ? 1 : spec.clipNorm / Math.max(spec.clipNorm, globalNorm(gradients));
  const clipped = mapWeights(gradients, (_, values) => Float64Array.from(values, (g) => g * clip));
  if (spec.optimizer === 'sgd') {
    return { velocity: combine(slots['velocity']!, clipped, (v, g) => spec.momentum * v + g) };
  }
  return {
    m: combine(slots['m']!, clipped, (m, g) => 0.9 * m + 0.1 * g),
    v: combine(slots['v']!, clipped, (v, g) => 0.999 * v + 0.001 * g ** 2),
  };
}

/** The weights after update number t, whose slots are given. */
export function referenceWeights(
  spec: ModelSpec,
  weights: Weights,
  slots: Slots,
  t: number,
  rate: number,
): Weights64 {
  const change =
    spec.optimizer === 'sgd'
      ? slots['velocity']!
      : combine(
          slots['m']!,
          slots['v']!,
          (m, v) => m / (1 - 0.9 ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8),
        );
  return combine(weights, change, (w, step) => w - rate * step);
}

function combine(a: Weights, b: Weights, formula: (x: number, y: number) => number): Weights64 {
  return mapWeights(a, (name, values) =>
    Float64Array.from(values, (x, index) => formula(x, b[name]![index]!)),
  );
}

function mapWeights(
  weights: Weights,
  map: (name: string, values: ArrayLike<number>) => Float64Array,
): Weights64 {
  return Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, map(name, values)]));
}
