import type { StudySpec, TrialConfig } from '@ram-sweep/protocol';
import { chooseSampler, searchTrial, suggest, type SampledTrial } from '@ram-sweep/search/samplers';

/** Configs that stand for all of the space. */
const SAMPLE = 64;

/**
 * The first trials of the search, as many as are drawn before any result is known, `most` at most: exactly those that
 * it will begin with.
 */
export function firstTrials(spec: StudySpec, most: number): SampledTrial[] {
  const { sampler } = chooseSampler(spec);
  const known = 'lag' in sampler ? Math.min(sampler.lag + 1, most) : most;
  return draw({ ...spec, sampler }, Math.min(known, spec.trials ?? known));
}

/** Configs as they lie in the space, to expect costs by: of a sampler that learns, those of one that does not. */
export function sampleConfigs(spec: StudySpec): TrialConfig[] {
  const { sampler } = chooseSampler(spec);
  const even = { ...spec, sampler: 'lag' in sampler ? ({ name: 'sobol' } as const) : sampler };
  return draw(even, Math.min(SAMPLE, spec.trials ?? SAMPLE)).map(({ config }) => config);
}

function draw(spec: StudySpec, count: number): SampledTrial[] {
  const trials: SampledTrial[] = [];
  for (let index = 0; index < count; index += 1) {
    const params = suggest(spec, index, []);
    if (params === null) break;
    trials.push(searchTrial(spec, index, params));
  }
  return trials;
}
