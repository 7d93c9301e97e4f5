/** Matérn's correlation with ν = 5/2 at a squared distance (Rasmussen & Williams 2006, equation 4.17). */
export function matern(squared: number): number {
  const root = Math.sqrt(5 * squared);
  return (1 + root + (5 / 3) * squared) * Math.exp(-root);
}

/** Its derivative by the squared distance. */
export function maternSlope(squared: number): number {
  const root = Math.sqrt(5 * squared);
  return (-5 / 6) * (1 + root) * Math.exp(-root);
}
