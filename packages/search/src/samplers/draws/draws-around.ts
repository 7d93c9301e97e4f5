import type { StudySpec } from '@ram-sweep/protocol';

/**
 * Whether a sampler that does not learn needs to know the configs of all trials before: it draws none of them again.
 */
export const drawsAround = ({ sampler }: Pick<StudySpec, 'sampler'>): boolean =>
  sampler.name === 'grid' || (sampler.name === 'random' && sampler.distinct);
