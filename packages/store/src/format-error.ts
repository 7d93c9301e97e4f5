/** A share as people read it: 0.042 is "4.2 %". */
export function formatError(error: number): string {
  return `${Number((error * 100).toFixed(2))} %`;
}
