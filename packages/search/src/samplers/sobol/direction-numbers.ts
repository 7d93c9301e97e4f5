/**
 * Direction numbers of the Sobol sequence by Joe & Kuo (2008), "Constructing Sobol sequences with better
 * two-dimensional projections", set new-joe-kuo-6.21201, dimensions 2 to 40 (the first is van der Corput's).
 * Per dimension: the degree of its primitive polynomial, the polynomial's inner coefficients as bits, the first odd
 * numbers m.
 *
 * Copyright (c) 2008, Frances Y. Kuo and Stephen Joe; they may be redistributed and used with or without modification
 * (https://web.maths.unsw.edu.au/~fkuo/sobol/).
 */
const JOE_KUO: readonly (readonly [degree: number, coefficients: number, odd: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
  [7, 4, [1, 3, 7, 13, 13, 15, 69]],
  [7, 7, [1, 1, 3, 13, 7, 35, 63]],
  [7, 8, [1, 3, 5, 9, 1, 25, 53]],
  [7, 14, [1, 3, 1, 13, 9, 35, 107]],
  [7, 19, [1, 3, 1, 5, 27, 61, 31]],
  [7, 21, [1, 1, 5, 11, 19, 41, 61]],
  [7, 28, [1, 3, 5, 3, 3, 13, 69]],
  [7, 31, [1, 1, 7, 13, 1, 19, 1]],
  [7, 32, [1, 3, 7, 5, 13, 19, 59]],
  [7, 37, [1, 1, 3, 9, 25, 29, 41]],
  [7, 41, [1, 3, 5, 13, 23, 1, 55]],
  [7, 42, [1, 3, 7, 3, 13, 59, 17]],
  [7, 50, [1, 3, 1, 3, 5, 53, 69]],
  [7, 55, [1, 1, 5, 5, 23, 33, 13]],
  [7, 56, [1, 1, 7, 7, 1, 61, 123]],
  [7, 59, [1, 1, 7, 9, 13, 61, 49]],
  [7, 62, [1, 3, 3, 5, 3, 55, 33]],
  [8, 14, [1, 3, 1, 15, 31, 13, 49, 245]],
  [8, 21, [1, 3, 5, 15, 31, 59, 63, 97]],
  [8, 22, [1, 3, 1, 11, 11, 11, 77, 249]],
];

const BITS = 32;

/** How many dimensions there are numbers for. */
export const SOBOL_DIMENSIONS = JOE_KUO.length + 1;

/** The 32 direction numbers of every dimension, the first in the highest bit. */
export const directionNumbers: readonly Uint32Array[] = [
  Uint32Array.from({ length: BITS }, (_, bit) => 2 ** (BITS - 1 - bit)),
  ...JOE_KUO.map(([degree, coefficients, odd]) => expand(degree, coefficients, odd)),
];

/** The recurrence of Bratley & Fox (1988), equation 2, on numbers that are shifted into place already. */
function expand(degree: number, coefficients: number, odd: readonly number[]): Uint32Array {
  const numbers = new Uint32Array(BITS);
  for (let bit = 0; bit < BITS; bit += 1) {
    if (bit < degree) {
      numbers[bit] = odd[bit]! * 2 ** (BITS - 1 - bit);
      continue;
    }
    const last = numbers[bit - degree]!;
    let next = last ^ (last >>> degree);
    for (let term = 1; term < degree; term += 1)
      if ((coefficients >>> (degree - 1 - term)) & 1) next ^= numbers[bit - term]!;
    numbers[bit] = next;
  }
  return numbers;
}
