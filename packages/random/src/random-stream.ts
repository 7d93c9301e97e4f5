import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** What a stream is for: a word, or the number of a trial, an epoch, a step. */
export type StreamLabel = string | number;

/**
 * A stream of random numbers that is a pure function of its seed and labels.
 *
 * Streams are derived, never shared: `RandomStream.of(seed, 'noise', epoch, step)` gives the same numbers to every
 * caller, in any order. That is why a resumed trial needs no saved generator state. The 128-bit state of
 * xoroshiro128+ is the head of SHA-256 over seed and labels, so that neighbouring labels give unrelated streams.
 */
export class RandomStream {
  readonly #generator: RandomGenerator;
  #spareNormal: number | undefined;

  private constructor(generator: RandomGenerator) {
    this.#generator = generator;
  }

  static of(seed: number, ...labels: readonly StreamLabel[]): RandomStream {
    const digest = createHash('sha256')
      .update(JSON.stringify([seed, ...labels]))
      .digest();
    const state = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset));
    return new RandomStream(xoroshiro128plusFromState(state));
  }

  /** Uniform in [0, 1), 32 bits fine. */
  uniform(): number {
    return (this.#generator.next() >>> 0) / 4294967296;
  }

  /** Uniform integer in [low, high], both included. */
  integer(low: number, high: number): number {
    return uniformInt(this.#generator, low, high);
  }

  /** Standard normal (Box & Muller 1958); both values of each pair are used. */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** `length` standard normals. */
  normals(length: number): Float32Array {
    const numbers = new Float32Array(length);
    for (let index = 0; index < length; index += 1) numbers[index] = this.normal();
    return numbers;
  }

  /** `length` uniforms in [low, high). */
  uniforms(length: number, low: number, high: number): Float32Array {
    const numbers = new Float32Array(length);
    for (let index = 0; index < length; index += 1) numbers[index] = low + (high - low) * this.uniform();
    return numbers;
  }

  /** The numbers 0 … length − 1 in random order (Fisher & Yates). */
  permutation(length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, index) => index);
    for (let last = length - 1; last > 0; last -= 1) {
      const pick = this.integer(0, last);
      const held = order[last]!;
      order[last] = order[pick]!;
      order[pick] = held;
    }
    return order;
  }
}
