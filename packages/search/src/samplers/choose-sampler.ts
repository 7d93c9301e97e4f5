import type { Distribution, SamplerSpec, StudySpec } from '@ram-sweep/protocol';
import { GP_HANDOVER, GP_STARTUP } from './gp/gp.js';
import { isSingle } from './model-scale.js';

/** The sampler of a study, and why, in words. */
export interface ChosenSampler {
  readonly sampler: SamplerSpec;
  readonly reason: string;
}

/** A few dozen trials say too little about the length scales of more fields than that. */
const MOST_FIELDS = 20;
const MOST_POINTS = 1000;

/**
 * What `auto` stands for in a study, by its number of trials, its space and its pruner; any other sampler is
 * itself. Decided once, when a study is created.
 */
export function chooseSampler(
  spec: Pick<StudySpec, 'sampler' | 'space' | 'trials' | 'pruner'> & Partial<Pick<StudySpec, 'prior'>>,
): ChosenSampler {
  const { sampler, trials, pruner, prior = [] } = spec;
  if (sampler.name !== 'auto') return { sampler, reason: 'the study names it' };
  const { lag } = sampler;
  const fields = Object.values(spec.space).filter((distribution) => !isSingle(distribution));
  const points = trials === null ? undefined : largestGrid(fields, trials);
  if (points !== undefined)
    return { sampler: { name: 'grid', points }, reason: `${trials} trials are enough to try every config` };
  if (pruner.name === 'median')
    return {
      sampler: { name: 'sobol' },
      reason:
        'the median pruner ends trials by order of arrival, and a sampler that learns must not depend on it',
    };
  if (trials !== null && trials <= GP_STARTUP + lag && prior.length === 0)
    return {
      sampler: { name: 'sobol' },
      reason: `${trials} trials are too few to learn from, with ${lag + 1} at once`,
    };
  if (fields.length > MOST_FIELDS)
    return {
      sampler: { name: 'tpe', lag },
      reason: `${fields.length} fields are many for a Gaussian process`,
    };
  const then =
    trials === null || trials > GP_HANDOVER + lag ? `, and tpe takes over at ${GP_HANDOVER} results` : '';
  return {
    sampler: { name: 'gp', lag },
    reason: `a Gaussian process learns most from few trials${then}`,
  };
}

/** The points of a grid that covers a whole discrete space, if there are enough trials for it. */
function largestGrid(fields: readonly Distribution[], trials: number): number | undefined {
  const levels = fields.map(levelsOf);
  const combinations = levels.reduce((product, count) => product * count, 1);
  const points = Math.max(2, ...levels);
  return combinations <= trials && points <= MOST_POINTS ? points : undefined;
}

function levelsOf(distribution: Distribution): number {
  if (distribution.distribution === 'categorical') return distribution.choices.length;
  return distribution.distribution === 'integer' ? distribution.high - distribution.low + 1 : Infinity;
}
