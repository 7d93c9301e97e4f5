import { solveUpper, type Triangle } from './cholesky.js';

/** What is known, and what may come of the pending trials. */
export interface Fantasy {
  /** K⁻¹ y, with K the covariance of the results y. */
  readonly coefficients: Float64Array;
  /** The smallest of the results. */
  readonly best: number;
}

/**
 * `results` are those of the first rows of the factor L of K; the others are drawn from their joint distribution given
 * these, by standard normals. With y = L ε, the ε of what is known follow from it.
 */
export function fantasise(factor: Triangle, results: Float64Array, normal: () => number): Fantasy {
  const { size, values } = factor;
  const all = new Float64Array(size);
  const standard = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let mean = 0;
    for (let k = 0; k < row; k += 1) mean += values[row * size + k]! * standard[k]!;
    const deviation = values[row * size + row]!;
    standard[row] = row < results.length ? (results[row]! - mean) / deviation : normal();
    all[row] = mean + deviation * standard[row]!;
  }
  return { coefficients: solveUpper(factor, standard), best: Math.min(...all) };
}
