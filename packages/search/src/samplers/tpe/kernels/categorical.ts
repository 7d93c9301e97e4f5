import type { RandomStream } from '@ram-sweep/random';
import type { Kernels } from './kernels.js';

/**
 * The kernel of an observed choice gives every choice 1 / (m + 1), for m observations, and that choice 1 more, all
 * normalised; the prior is even. Values are places in the list of choices.
 */
export function categoricalKernels(values: readonly number[], choices: number): Kernels {
  const share = 1 / (values.length + 1);
  const total = 1 + choices * share;
  const [logOther, logObserved, logPrior] = [
    Math.log(share / total),
    Math.log((1 + share) / total),
    -Math.log(choices),
  ];
  return {
    draw: (index, random) => {
      const observed = values[index];
      return observed === undefined || random.uniform() * total >= 1 ? anyOf(choices, random) : observed;
    },
    addLogDensities: (value, sums) => {
      for (let index = 0; index < values.length; index += 1)
        sums[index]! += values[index] === value ? logObserved : logOther;
      sums[values.length]! += logPrior;
    },
  };
}

const anyOf = (choices: number, random: RandomStream): number => random.integer(0, choices - 1);
