import { compileTrialConfig, type Params, type StudySpec, type TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { drawRandom } from './random.js';

/** What the sampler chose for one trial. */
export interface SampledTrial {
  /** The drawn values alone, by field. */
  readonly params: Params;
  /** All fields: the trial's own seed and the rungs' restarts, then what the study fixes, then params. */
  readonly config: TrialConfig;
}

const MAX_SEED = 2 ** 32 - 1;

/**
 * Trial `index` of a random search (from 0): a pure function of the study's seed, its space and the index, whoever
 * asks, in whatever order. Throws a ZodError for a spec whose space does not fit the trial config; readStudyFile lets
 * none through.
 */
export const sampleTrial = (spec: StudySpec, index: number): SampledTrial =>
  searchTrial(spec, index, drawRandom(spec, index));

/**
 * Trial `index` of the search with the params that were drawn for it. The trial's seed is derived from study seed and
 * index, unless the study fixes or searches `seed`.
 */
export function searchTrial(spec: StudySpec, index: number, params: Params): SampledTrial {
  const seed = RandomStream.of(spec.seed, 'trial', index, 'seed').integer(0, MAX_SEED);
  return Object.freeze({
    params,
    config: compileTrialConfig({ seed, ...restarts(spec), ...spec.config, ...params }),
  });
}

/**
 * Under asha a trial may end at any rung, so its learning rate falls to zero at each: those that are compared there
 * have all annealed inside the epochs that they had. Above it the rate starts anew (warm restarts, Loshchilov &
 * Hutter 2017).
 */
function restarts({ pruner }: StudySpec): Partial<TrialConfig> {
  if (pruner.name !== 'asha') return {};
  return { restartEpoch: pruner.minEpochs, restartFactor: pruner.reductionFactor };
}
