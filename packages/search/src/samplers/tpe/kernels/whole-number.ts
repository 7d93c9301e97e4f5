import { logMassBetween } from '../../normal/log-normal.js';
import { normalKernels } from './bandwidths.js';
import { drawTruncated } from './draw-truncated.js';
import type { Kernels } from './kernels.js';

/** Normal kernels truncated to [low − ½, high + ½]; a whole number x has the mass between x − ½ and x + ½. */
export function wholeNumberKernels(values: readonly number[], lowest: number, highest: number): Kernels {
  const [low, high] = [lowest - 0.5, highest + 0.5];
  const { means, deviations } = normalKernels(values, low, high);
  const total = means.map((mean, index) =>
    logMassBetween((low - mean) / deviations[index]!, (high - mean) / deviations[index]!),
  );
  return {
    draw: (index, random) => {
      const value = drawTruncated({ mean: means[index]!, deviation: deviations[index]!, low, high }, random);
      return Math.min(Math.max(Math.round(value), lowest), highest);
    },
    addLogDensities: (value, sums) => {
      for (let index = 0; index < sums.length; index += 1) {
        const [mean, deviation] = [means[index]!, deviations[index]!];
        sums[index]! +=
          logMassBetween((value - 0.5 - mean) / deviation, (value + 0.5 - mean) / deviation) - total[index]!;
      }
    },
  };
}
