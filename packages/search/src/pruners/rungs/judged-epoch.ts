import type { StudySpec } from '@ram-sweep/protocol';

/**
 * The epoch at which trials are compared for a sampler, one for all: that of the first rung, where each has annealed;
 * under hyperband that of the shortest one. Null, for the end of each, where there are no rungs.
 */
export const judgedEpoch = ({ pruner }: Pick<StudySpec, 'pruner'>): number | null =>
  pruner.name === 'asha' || pruner.name === 'hyperband' ? pruner.minEpochs : null;
