import { solveUpper, type Triangle } from './cholesky.js';

/** All results, those of pending trials as they are expected. */
export interface Belief {
  /** K⁻¹ y, with K the covariance of the results y. */
  readonly coefficients: Float64Array;
  /** The smallest of the results. */
  readonly best: number;
}

/**
 * `results` are those of the first rows of the factor L of K. The others are believed to be their mean given these (the
 * kriging believer, Ginsbourger et al. 2010): with y = L ε, the ε of what is known follow from it, and the others are
 * 0. Averages over 16 draws of them instead found no better configs.
 */
export function believe(factor: Triangle, results: Float64Array): Belief {
  const { size, values } = factor;
  const all = new Float64Array(size);
  const standard = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let mean = 0;
    for (let k = 0; k < row; k += 1) mean += values[row * size + k]! * standard[k]!;
    all[row] = results[row] ?? mean;
    standard[row] = (all[row]! - mean) / values[row * size + row]!;
  }
  return { coefficients: solveUpper(factor, standard), best: Math.min(...all) };
}
