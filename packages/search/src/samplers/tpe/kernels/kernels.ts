import type { RandomStream } from '@ram-sweep/random';

/**
 * The kernels of one field, one for each observation and the prior's last. Values are on the scale of the model:
 * logarithms of a log-uniform field, the place in the list of a categorical one.
 */
export interface Kernels {
  /** A value from kernel `index`. */
  draw(this: void, index: number, random: RandomStream): number;
  /** Adds each kernel's logarithmic density at `value` to its sum. */
  addLogDensities(this: void, value: number, sums: Float64Array): void;
}
