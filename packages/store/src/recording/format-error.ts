/** A share as people read an error: 0.042 is `4.20 %`, as everywhere else. */
export function formatError(error: number): string {
  return `${(error * 100).toFixed(2)} %`;
}
