import type { Params } from '@ram-sweep/protocol';

/** A trial of the search as a sampler sees it. */
export interface Observation {
  /** Its place in the search; below 0 for a trial of an earlier study. */
  readonly index: number;
  readonly params: Params;
  /**
   * Its validation error at the first rung, or its best one if nothing is pruned; Infinity for a training that
   * diverged. `pending`: not known yet. `gap`: it ended without one for a reason unrelated to its params.
   */
  readonly outcome: number | 'pending' | 'gap';
}
