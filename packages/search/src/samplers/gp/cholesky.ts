/** A lower triangular matrix, `size` by `size`, row after row. */
export interface Triangle {
  readonly size: number;
  readonly values: Float64Array;
}

/**
 * The factor L of a positive definite matrix A = L Lᵀ (Golub & Van Loan 2013, algorithm 4.2.2), of which the lower
 * triangle is given. Undefined if A is not positive definite in floating point.
 */
export function cholesky(matrix: Float64Array, size: number): Triangle | undefined {
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k += 1) sum -= values[row * size + k]! * values[column * size + k]!;
      if (row !== column) values[row * size + column] = sum / values[column * size + column]!;
      else if (sum > 0) values[row * size + row] = Math.sqrt(sum);
      else return undefined;
    }
  return { size, values };
}

/** x of L x = b, in place. */
export function solveLower({ size, values }: Triangle, b: Float64Array): Float64Array {
  for (let row = 0; row < size; row += 1) {
    let sum = b[row]!;
    const start = row * size;
    for (let k = 0; k < row; k += 1) sum -= values[start + k]! * b[k]!;
    b[row] = sum / values[start + row]!;
  }
  return b;
}

/** x of Lᵀ x = b, in place. */
export function solveUpper({ size, values }: Triangle, b: Float64Array): Float64Array {
  for (let row = size - 1; row >= 0; row -= 1) {
    const value = b[row]! / values[row * size + row]!;
    b[row] = value;
    const start = row * size;
    for (let k = 0; k < row; k += 1) b[k]! -= values[start + k]! * value;
  }
  return b;
}

/** The inverse of L Lᵀ; only its lower triangle is filled. */
export function invert({ size, values }: Triangle): Float64Array {
  const lower = invertTriangle(size, values);
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k += 1)
    for (let row = 0; row <= k; row += 1) {
      const factor = lower[k * size + row]!;
      for (let column = 0; column <= row; column += 1)
        inverse[row * size + column]! += factor * lower[k * size + column]!;
    }
  return inverse;
}

function invertTriangle(size: number, values: Float64Array): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const diagonal = 1 / values[row * size + row]!;
    for (let k = 0; k < row; k += 1) {
      const factor = values[row * size + k]! * diagonal;
      for (let column = 0; column <= k; column += 1)
        inverse[row * size + column]! -= factor * inverse[k * size + column]!;
    }
    inverse[row * size + row] = diagonal;
  }
  return inverse;
}
