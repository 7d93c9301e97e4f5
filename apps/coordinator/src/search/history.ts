import type { Observation } from '@ram-sweep/search/samplers';
import { trialOutcomes, type Store, type Study } from '@ram-sweep/store';

/**
 * The trials of the search whose params are drawn, as the sampler sees them. Results that are known are read once, for
 * they do not change.
 */
export class SearchHistory {
  readonly #store: Store;
  readonly #study: Study;
  readonly #observations: Observation[] = [];
  #resolved = 0;

  constructor(store: Store, study: Study) {
    this.#store = store;
    this.#study = study;
  }

  /** How many of the first trials have a result, or will have none. */
  get resolved(): number {
    return this.#resolved;
  }

  /** Reads what is new of the first `trials` trials. */
  async read(trials: number): Promise<void> {
    const from = this.#resolved;
    const indices = Array.from({ length: Math.max(0, trials - from) }, (_, offset) => from + offset);
    const rung = rungSeen(this.#study);
    for (const observation of await trialOutcomes(this.#store, this.#study.id, { indices, rung })) {
      const { index, outcome } = observation;
      this.#observations[index] = observation;
      if (index === this.#resolved && outcome !== 'pending') this.#resolved += 1;
    }
  }

  /** What the params of trial `index` may follow from: results up to `lag` trials before it, and what is drawn. */
  before(index: number, lag: number): Observation[] {
    const known = index - lag;
    return this.#observations
      .slice(0, index)
      .map((seen) => (seen.index < known ? seen : { ...seen, outcome: 'pending' }));
  }
}

/**
 * The epoch at which trials are compared for the sampler, one for all: that of the first rung, where each has annealed;
 * under hyperband that of the shortest one. Null, for the end of each, where there are no rungs.
 */
function rungSeen({ spec: { pruner } }: Study): number | null {
  return pruner.name === 'asha' || pruner.name === 'hyperband' ? pruner.minEpochs : null;
}
