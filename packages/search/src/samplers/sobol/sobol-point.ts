import { directionNumbers } from './direction-numbers.js';

/**
 * Coordinate `dimension` of point `index` of the Sobol sequence, from 0, as 32 bits after the binary point. Points come
 * in the order of Antonov & Saleev (1979): the first 2ᵏ are the same set as without it.
 */
export function sobolBits(index: number, dimension: number): number {
  const numbers = directionNumbers[dimension]!;
  let bits = 0;
  let gray = (index ^ (index >>> 1)) >>> 0;
  for (let bit = 0; gray !== 0; bit += 1, gray >>>= 1) if (gray & 1) bits ^= numbers[bit]!;
  return bits >>> 0;
}

/**
 * The same with Owen's nested scrambling by a hash: Burley (2020), "Practical Hash-based Owen Scrambling", section 3.
 * From 0 to below 1; a pure function of index, dimension and `seed` (32 bits).
 */
export const scrambledSobol = (index: number, dimension: number, seed: number): number =>
  owenScramble(sobolBits(index, dimension), seed) / 2 ** 32;

const owenScramble = (bits: number, seed: number): number =>
  reverseBits(laineKarras(reverseBits(bits), seed)) >>> 0;

/** A permutation in which each bit depends only on lower ones (Laine & Karras 2011), with Burley's constants. */
function laineKarras(bits: number, seed: number): number {
  let hash = (bits + seed) | 0;
  hash ^= Math.imul(hash, 0x6c50b47c);
  hash ^= Math.imul(hash, 0xb82f1e52);
  hash ^= Math.imul(hash, 0xc7afe638);
  hash ^= Math.imul(hash, 0x8d22f6e6);
  return hash;
}

function reverseBits(bits: number): number {
  let swapped = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
  swapped = ((swapped >>> 2) & 0x33333333) | ((swapped & 0x33333333) << 2);
  swapped = ((swapped >>> 4) & 0x0f0f0f0f) | ((swapped & 0x0f0f0f0f) << 4);
  swapped = ((swapped >>> 8) & 0x00ff00ff) | ((swapped & 0x00ff00ff) << 8);
  return (swapped >>> 16) | (swapped << 16);
}
