import type { TrialConfig, TrialState } from '@ram-sweep/protocol';
import { multiplyAdds } from '@ram-sweep/ram/cost';

/** Multiply-adds of one image at test; null of a trial whose params are not drawn yet. */
export const costOf = ({ state, config }: { state: TrialState; config: TrialConfig }): number | null =>
  state === 'planned' ? null : multiplyAdds(config);
