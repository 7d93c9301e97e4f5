import { trialConfigSchema, type Distribution, type StudySpec } from '@ram-sweep/protocol';

/**
 * The epoch at which trials are compared for a sampler, one for all: that of the first rung, where each has
 * annealed; under hyperband that of the shortest one. Null, for the end of each, if there are no rungs, or none
 * before the end of the longest trial.
 */
export const judgedEpoch = (spec: Pick<StudySpec, 'pruner' | 'config' | 'space'>): number | null => {
  const { pruner } = spec;
  const hasRungs = pruner.name === 'asha' || pruner.name === 'hyperband';
  return hasRungs && pruner.minEpochs < mostEpochs(spec) ? pruner.minEpochs : null;
};

/** Epochs of the longest trial that the space has. */
function mostEpochs({ space, config }: Pick<StudySpec, 'config' | 'space'>): number {
  const fixed = config.epochs ?? trialConfigSchema.shape.epochs.parse(undefined);
  const searched: Distribution | undefined = space.epochs;
  if (searched === undefined) return fixed;
  const most =
    searched.distribution === 'categorical' ? Math.max(...searched.choices.map(Number)) : searched.high;
  return searched.when === undefined ? most : Math.max(most, fixed);
}
