import { MOST_TRIALS, type StudySpec } from '@ram-sweep/protocol';
import { endsSearch } from '../../budgets/pace.js';
import { chooseSampler } from '../../samplers/choose-sampler.js';
import { gridTrials } from '../../samplers/grid.js';
import { cardinality } from '../../space/cardinality.js';
import { wrongValue, type Finding } from '../finding.js';

/**
 * Trials that a sampler has configs for, if that is known from the start: a grid, or a space drawn without repeats.
 */
function mostTrials(spec: StudySpec): number {
  if (spec.sampler.name === 'grid') return gridTrials(spec);
  return spec.sampler.name === 'random' && spec.sampler.distinct ? cardinality(spec) : Infinity;
}

/**
 * A study without a number of trials gets all of a grid, and no more than there are configs if none is drawn twice.
 * If another budget ends its search, it has as many as that allows: null, if configs never run out.
 */
export function withFittingTrials(spec: StudySpec): StudySpec {
  const most = Math.min(mostTrials(spec), MOST_TRIALS);
  const isOpen = endsSearch(spec) || spec.trials === null;
  if (spec.sampler.name === 'grid') return { ...spec, trials: most };
  if (isOpen) return { ...spec, trials: most < MOST_TRIALS ? most : null };
  if (spec.sampler.name === 'auto') return withTrialsOfGrid(spec);
  return { ...spec, trials: Math.min(spec.trials ?? most, most) };
}

/** The trials of the grid, if `auto` means one and still does with that many. */
function withTrialsOfGrid(spec: StudySpec): StudySpec {
  const settled = { ...spec, sampler: chooseSampler(spec).sampler };
  if (settled.sampler.name !== 'grid') return spec;
  const fitting = { ...spec, trials: gridTrials(settled) };
  return chooseSampler(fitting).sampler.name === 'grid' ? fitting : spec;
}

/** Whether a study asks for at least as many trials as its `first` has, and for no more than there are configs. */
export function checkTrials(spec: StudySpec): Finding[] {
  const { trials, first, sampler } = spec;
  if (trials === null) return checkOpenEnd(spec);
  if (trials < first.length) {
    const message = `is ${trials}, fewer than the ${first.length} configs of first`;
    return [wrongValue(['trials'], message, { hint: `write trials: ${first.length} or more` })];
  }
  const most = mostTrials(spec);
  if (trials <= most) return [];
  const what = sampler.name === 'grid' ? 'the grid has' : 'without repeats the space has';
  return [
    wrongValue(['trials'], `is ${trials}, and ${what} ${most}`, {
      hint: 'leave trials out to train them all',
    }),
  ];
}

function checkOpenEnd(spec: StudySpec): Finding[] {
  if (endsSearch(spec)) return [];
  const hint = 'write a number, or a budget that ends the search, such as budget: { hours: 8 }';
  return [wrongValue(['trials'], 'is open, and no budget ends the search', { hint })];
}

/** Whether studies to learn from are others, and there is a sampler that learns. */
export function checkPrior({ name, prior, sampler }: StudySpec): Finding[] {
  const own = prior.indexOf(name);
  if (own >= 0) return [wrongValue(['prior', own], 'is this study itself', { hint: 'name an earlier one' })];
  if (prior.length === 0 || LEARNING.has(sampler.name)) return [];
  const message = `is given, and the sampler ${sampler.name} does not learn`;
  return [wrongValue(['prior'], message, { hint: 'write sampler: auto, or leave prior out' })];
}

const LEARNING: ReadonlySet<string> = new Set(['tpe', 'gp', 'auto']);
