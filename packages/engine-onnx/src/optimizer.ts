import type { ModelSpec } from '@ram-sweep/ram';

/** What an update reads and writes: arrays of one length, element by element. */
interface Update {
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  /** adam: m, v; sgd: velocity. */
  readonly slots: readonly Float32Array[];
  readonly rate: number;
  /** Factor on the gradient: what clipping asks for, else 1. */
  readonly scale: number;
  /** The number of this update, counting from 1. */
  readonly count: number;
}

/** Updates weights and slots in place, in float64 between load and store. */
export type Optimizer = (update: Update) => void;

export function optimizer(spec: ModelSpec): Optimizer {
  return spec.optimizer === 'adam' ? adam : (update) => sgd(update, spec.momentum);
}

/** Euclidean norm. Four sums at once, for one would wait for itself at every addition. */
export function norm(values: Float32Array): number {
  const sums = [0, 0, 0, 0] as [number, number, number, number];
  let [a, b, c, d] = sums;
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[i]! ** 2;
    b += values[i + 1]! ** 2;
    c += values[i + 2]! ** 2;
    d += values[i + 3]! ** 2;
  }
  for (let i = whole; i < values.length; i += 1) a += values[i]! ** 2;
  return Math.sqrt(a + b + c + d);
}

/** clipNorm / max(clipNorm, norm); 1 without clipping. */
export function clipScale(clipNorm: number | null, gradientNorm: number): number {
  return clipNorm === null ? 1 : clipNorm / Math.max(clipNorm, gradientNorm);
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Adam (Kingma & Ba 2015, algorithm 1). */
function adam({ weights, gradient, slots, rate, scale, count }: Update): void {
  const [m, v] = slots as [Float32Array, Float32Array];
  // With c = √(1 − β₂ᵗ): m̂ / (√v̂ + ε) = m / (1 − β₁ᵗ) · c / (√v + c·ε)
  const correction = Math.sqrt(1 - beta2 ** count);
  const step = (rate * correction) / (1 - beta1 ** count);
  const floor = epsilon * correction;
  for (let i = 0; i < weights.length; i += 1) {
    const g = scale * gradient[i]!;
    const first = beta1 * m[i]! + (1 - beta1) * g;
    const second = beta2 * v[i]! + (1 - beta2) * g * g;
    m[i] = first;
    v[i] = second;
    weights[i]! -= (step * first) / (Math.sqrt(second) + floor);
  }
}

/** Stochastic gradient descent with heavy-ball momentum. */
function sgd({ weights, gradient, slots, rate, scale }: Update, momentum: number): void {
  const velocity = slots[0]!;
  for (let i = 0; i < weights.length; i += 1) {
    const speed = momentum * velocity[i]! + scale * gradient[i]!;
    velocity[i] = speed;
    weights[i]! -= rate * speed;
  }
}
