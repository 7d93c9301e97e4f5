import { parameterCount, slotNames, type ModelSpec } from '@ram-sweep/ram';
import { FlatParameters } from '../flat-parameters.js';
import { openArrays, type Kernels } from '../kernels.js';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Weights, gradient and slots of a model, and the update of a training step, which works on them in place. */
export class Optimizer {
  readonly weights: FlatParameters;
  readonly gradient: FlatParameters;
  readonly slots: Readonly<Record<string, FlatParameters>>;
  /** Updates done so far. */
  updates = 0;
  readonly #spec: ModelSpec;
  readonly #kernels: Kernels;
  readonly #bytes: number;

  constructor(spec: ModelSpec) {
    const names = slotNames(spec);
    const { arrays, bytes, kernels } = openArrays(2 + names.length, parameterCount(spec));
    const [weights, gradient, ...slots] = arrays.map((values) => new FlatParameters(spec, values));
    this.weights = weights!;
    this.gradient = gradient!;
    this.slots = Object.fromEntries(names.map((name, index) => [name, slots[index]!]));
    this.#spec = spec;
    this.#kernels = kernels;
    this.#bytes = bytes;
  }

  /** Clips the gradient and updates the weights with it. Gives the gradient's Euclidean norm before clipping. */
  update(rate: number): number {
    const norm = Math.sqrt(this.#kernels.squares(this.gradient.values.byteOffset, this.#bytes));
    const { clipNorm, optimizer } = this.#spec;
    const scale = clipNorm === null ? 1 : clipNorm / Math.max(clipNorm, norm);
    this.updates += 1;
    if (optimizer === 'adam') this.#adam(rate, scale);
    else this.#sgd(rate, scale);
    return norm;
  }

  /** Adam (Kingma & Ba 2015, algorithm 1). */
  #adam(rate: number, scale: number): void {
    const [weights, gradient, m, v] = [this.weights, this.gradient, this.slots['m']!, this.slots['v']!].map(
      ({ values }) => values.byteOffset,
    ) as [number, number, number, number];
    // With c = √(1 − β₂ᵗ): m̂ / (√v̂ + ε) = m / (1 − β₁ᵗ) · c / (√v + c·ε)
    const correction = Math.sqrt(1 - beta2 ** this.updates);
    const step = (rate * correction) / (1 - beta1 ** this.updates);
    this.#kernels.adam(weights, gradient, m, v, this.#bytes, scale, step, epsilon * correction);
  }

  /** Stochastic gradient descent with heavy-ball momentum. */
  #sgd(rate: number, scale: number): void {
    const weights = this.weights.values;
    const gradient = this.gradient.values;
    const velocity = this.slots['velocity']!.values;
    const { momentum } = this.#spec;
    for (let i = 0; i < weights.length; i += 1) {
      const speed = momentum * velocity[i]! + scale * gradient[i]!;
      velocity[i] = speed;
      weights[i]! -= rate * speed;
    }
  }
}
