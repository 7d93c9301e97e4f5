import { canvasSize, type StudySpec } from '@ram-sweep/protocol';
import { counted } from '@ram-sweep/format';
import { surelyReached } from '../pruners/rungs/surely-reached.js';
import { cardinality } from '../space/cardinality.js';
import { mostEpochs, smallest } from '../space/epochs.js';

/** What is odd about a valid study, one sentence each with the way out. */
export const studyWarnings = (spec: StudySpec): string[] => [
  ...warnOfEqualTrials(spec),
  ...warnOfShortFinalists(spec),
  ...warnOfNoEnd(spec),
  ...warnOfPatience(spec),
  ...warnOfIdlePruner(spec),
  ...warnOfUnreachedEpochs(spec),
  ...warnOfWholeView(spec),
];

/** A seed that is searched, among one value, is fixed as well. */
function warnOfEqualTrials(spec: StudySpec): string[] {
  const { trials, config, space } = spec;
  const place = config.seed !== undefined ? 'config.seed' : 'space.seed';
  const isFixed = config.seed !== undefined || space.seed !== undefined;
  if (trials === 1 || !isFixed || cardinality(spec) > 1) return [];
  const all = trials === null ? 'all' : `all ${trials}`;
  return [
    `${all} trials will be equal, because the search has one config and ${place} is fixed: remove ${place} to give each trial its own seed, or search a field among several values`,
  ];
}

/** What is compared of finalists would be less trained than what they were chosen for. */
function warnOfShortFinalists(spec: StudySpec): string[] {
  const epochs = spec.finalists?.epochs;
  const most = mostEpochs(spec);
  if (epochs === undefined || epochs >= most) return [];
  return [
    `finalists train for ${counted(epochs, 'epoch')}, and a trial of the search for up to ${most}, so they may end worse than what they repeat: raise finalists.epochs to ${most} or more, or remove it`,
  ];
}

function warnOfNoEnd({ trials, budget }: StudySpec): string[] {
  const { target, epochs, hours, patience } = budget;
  if ((trials !== null || target === undefined || epochs) ?? hours ?? patience) return [];
  return [
    'the search continues until a trial reaches budget.target, which may never happen: add trials, hours or patience',
  ];
}

function warnOfPatience({ trials, budget: { patience } }: StudySpec): string[] {
  if (trials === null || patience === undefined || patience < trials) return [];
  return [`budget.patience is ${patience}, which ${trials} trials cannot use up: make it smaller`];
}

/** A trial at its last epoch can no longer be ended early, so a rung there prunes nothing. */
function warnOfIdlePruner(spec: StudySpec): string[] {
  const { pruner } = spec;
  const epochs = mostEpochs(spec);
  if (pruner.name === 'none' || pruner.minEpochs < epochs) return [];
  const start = pruner.name === 'median' ? 'the median rule starts' : 'the first rung is';
  const wayOut = epochs > 1 ? 'lower pruner.minEpochs' : 'give them more epochs';
  const have = spec.space.epochs === undefined ? epochs : `at most ${epochs}`;
  return [
    `no trial is pruned, because ${start} at epoch ${pruner.minEpochs} and trials have ${have}: ${wayOut}`,
  ];
}

/** The rungs of a few trials may end all of them early: then the search compares trainings that are not complete. */
function warnOfUnreachedEpochs(spec: StudySpec): string[] {
  const { pruner, trials } = spec;
  if (trials === null || (pruner.name !== 'asha' && pruner.name !== 'hyperband')) return [];
  const epochs = mostEpochs(spec);
  const reached = surelyReached(spec, trials, epochs);
  if (reached >= epochs) return [];
  return [
    `it may be that no trial of the search trains to its last epoch, ${epochs}: of ${counted(trials, 'trial')}, one in ${pruner.reductionFactor} continues at each rung, so only epoch ${reached} is sure to be reached: add trials, raise pruner.minEpochs, or give trials fewer epochs`,
  ];
}

/** A policy that stays at the centre sees all there is, so nothing is left for a learned one to find. */
function warnOfWholeView(spec: StudySpec): string[] {
  const side = canvasSize(spec.dataset);
  const patch = smallest(spec, 'patchSize') * 2 ** (smallest(spec, 'scale') - 1);
  if (patch < side || (spec.config.policy ?? 'learned') !== 'learned') return [];
  return [
    `attention can hardly pay, because the largest patch of every trial, ${patch}×${patch} or more, covers the whole ${side}×${side} canvas from its centre: lower scale or patchSize, or take a larger canvas`,
  ];
}
