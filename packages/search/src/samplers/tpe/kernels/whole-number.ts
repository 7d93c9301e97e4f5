import { logMassBetween } from '../../normal/log-normal.js';
import { type NormalKernels, normalKernels } from './bandwidths.js';
import { drawTruncated } from './draw-truncated.js';
import type { Kernels } from './kernels.js';

/** Normal kernels truncated to [low − ½, high + ½]; a whole number x has the mass between x − ½ and x + ½. */
export function wholeNumberKernels(values: readonly number[], lowest: number, highest: number): Kernels {
  const [low, high] = [lowest - 0.5, highest + 0.5];
  const all = normalKernels(values, low, high);
  const { kinds, means, deviations } = withoutRepeats(all);
  const total = means.map((mean, kind) =>
    logMassBetween((low - mean) / deviations[kind]!, (high - mean) / deviations[kind]!),
  );
  const logs = new Float64Array(means.length);
  return {
    draw: (index, random) => {
      const [mean, deviation] = [all.means[index]!, all.deviations[index]!];
      const value = drawTruncated({ mean, deviation, low, high }, random);
      return Math.min(Math.max(Math.round(value), lowest), highest);
    },
    addLogDensities: (value, sums) => {
      for (let kind = 0; kind < logs.length; kind += 1) {
        const [mean, deviation] = [means[kind]!, deviations[kind]!];
        logs[kind] =
          logMassBetween((value - 0.5 - mean) / deviation, (value + 0.5 - mean) / deviation) - total[kind]!;
      }
      for (let index = 0; index < sums.length; index += 1) sums[index]! += logs[kinds[index]!]!;
    },
  };
}

/**
 * Whole numbers repeat, and the mass of a kernel is slow to compute: `kinds` has each kernel's place among the
 * distinct ones.
 */
function withoutRepeats({
  means,
  deviations,
}: NormalKernels): NormalKernels & { readonly kinds: Uint32Array } {
  const places = new Map<number, Map<number, number>>();
  const firsts: number[] = [];
  const kinds = Uint32Array.from(means, (mean, index) => {
    const byDeviation = places.get(mean) ?? new Map<number, number>();
    places.set(mean, byDeviation);
    const deviation = deviations[index]!;
    const known = byDeviation.get(deviation);
    if (known !== undefined) return known;
    byDeviation.set(deviation, firsts.length);
    return firsts.push(index) - 1;
  });
  const of = (all: Float64Array): Float64Array => Float64Array.from(firsts, (index) => all[index]!);
  return { kinds, means: of(means), deviations: of(deviations) };
}
