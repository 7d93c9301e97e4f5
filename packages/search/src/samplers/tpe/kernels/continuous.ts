import { logMassBetween } from '../../normal/log-normal.js';
import { normalKernels } from './bandwidths.js';
import { drawTruncated } from './draw-truncated.js';
import type { Kernels } from './kernels.js';

const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Normal kernels truncated to [low, high], for a field that is continuous. */
export function continuousKernels(values: readonly number[], low: number, high: number): Kernels {
  const { means, deviations } = normalKernels(values, low, high);
  const normalisers = means.map((mean, index) => {
    const deviation = deviations[index]!;
    const mass = logMassBetween((low - mean) / deviation, (high - mean) / deviation);
    return LOG_SQRT_TWO_PI + Math.log(deviation) + mass;
  });
  return {
    draw: (index, random) =>
      drawTruncated({ mean: means[index]!, deviation: deviations[index]!, low, high }, random),
    addLogDensities: (value, sums) => {
      for (let index = 0; index < sums.length; index += 1) {
        const z = (value - means[index]!) / deviations[index]!;
        sums[index]! -= 0.5 * z * z + normalisers[index]!;
      }
    },
  };
}
