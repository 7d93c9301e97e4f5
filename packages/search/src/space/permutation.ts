import type { RandomStream } from '@ram-sweep/random';

const ROUNDS = 8;

/**
 * The numbers 0 … size − 1 in random order, each computed from its place alone: a Feistel network over the next power
 * of four, repeated until the result is below size (Black & Rogaway 2002). Sizes up to 2⁵².
 */
export function seededPermutation(size: number, random: RandomStream): (place: number) => number {
  const half = Math.max(1, Math.ceil(Math.log2(size) / 2));
  const side = 2 ** half;
  const keys = Array.from({ length: ROUNDS }, () => random.integer(0, 2 ** 32 - 1));
  const once = (value: number): number => {
    let [left, right] = [Math.floor(value / side), value % side];
    for (const key of keys) [left, right] = [right, left ^ (mix(right ^ key) & (side - 1))];
    return left * side + right;
  };
  return (place) => {
    let value = once(place);
    while (value >= size) value = once(value);
    return value;
  };
}

/** The finaliser of MurmurHash3: every bit in changes about half of the bits out. */
function mix(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
