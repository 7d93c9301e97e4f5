import type { StudySpec } from '@ram-sweep/protocol';
import { cardinality } from '../space/cardinality.js';
import { mostEpochs } from '../space/epochs.js';

/** What is odd about a valid study, one sentence each with the way out. */
export const studyWarnings = (spec: StudySpec): string[] => [
  ...warnOfEqualTrials(spec),
  ...warnOfNoEnd(spec),
  ...warnOfPatience(spec),
  ...warnOfIdlePruner(spec),
];

function warnOfEqualTrials(spec: StudySpec): string[] {
  const { trials, config } = spec;
  if (trials === 1 || config.seed === undefined || cardinality(spec) > 1) return [];
  const all = trials === null ? 'all' : `all ${trials}`;
  return [
    `${all} trials will be equal, because nothing is searched and config.seed is fixed: remove config.seed to give each trial its own, or search a field`,
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
