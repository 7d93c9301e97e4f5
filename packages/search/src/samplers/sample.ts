import { compileTrialConfig, type Params, type StudySpec, type TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { restarts } from '../space/restarts.js';
import { suggest } from './suggest.js';

/** What the sampler chose for one trial. */
export interface SampledTrial {
  /** Only the drawn values, by field. */
  readonly params: Params;
  /** All fields: the trial's own seed and the rungs' restarts, then what the study fixes, then params. */
  readonly config: TrialConfig;
}

const MAX_SEED = 2 ** 32 - 1;

/**
 * Trial `index` (from 0) of a search whose sampler does not learn: a pure function of the study and the index, for
 * every caller and in any order. Throws a RangeError if the space has no config left, and a ZodError for a spec
 * whose space does not fit the trial config; readStudyFile refuses such specs.
 */
export function sampleTrial(spec: StudySpec, index: number): SampledTrial {
  const params = suggest(spec, index, []);
  if (params === null) throw new RangeError(`the space has no config left for trial ${index}`);
  return searchTrial(spec, index, params);
}

/**
 * Trial `index` of the search with the params that were drawn for it. The trial's seed is derived from study seed and
 * index, unless the study fixes or searches `seed`.
 */
export function searchTrial(spec: StudySpec, index: number, params: Params): SampledTrial {
  const seed = RandomStream.of(spec.seed, 'trial', index, 'seed').integer(0, MAX_SEED);
  return Object.freeze({
    params,
    config: compileTrialConfig({ seed, ...restarts(spec, index), ...spec.config, ...params }),
  });
}
