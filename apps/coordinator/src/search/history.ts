import { judgedEpoch } from '@ram-sweep/search/pruners';
import { priorObservations, type Observation } from '@ram-sweep/search/samplers';
import { readPriors, trialOutcomes, type Store, type Study } from '@ram-sweep/store';

/**
 * The trials of the search whose params are drawn, as the sampler sees them. Known results are read once, because
 * they do not change.
 */
export class SearchHistory {
  readonly #store: Store;
  readonly #study: Study;
  readonly #observations: Observation[] = [];
  /** Of earlier studies, as they were when this one was created. */
  #earlier: readonly Observation[] | undefined;
  #resolved = 0;

  constructor(store: Store, study: Study) {
    this.#store = store;
    this.#study = study;
  }

  /** How many of the first trials have a result, or will have none. */
  get resolved(): number {
    return this.#resolved;
  }

  /** Reads what is new about the first `trials` trials. */
  async read(trials: number): Promise<void> {
    const from = this.#resolved;
    const indices = Array.from({ length: Math.max(0, trials - from) }, (_, offset) => from + offset);
    const rung = judgedEpoch(this.#study.spec);
    this.#earlier ??= priorObservations(await readPriors(this.#store, this.#study.id));
    for (const observation of await trialOutcomes(this.#store, this.#study.id, { indices, rung })) {
      const { index, outcome } = observation;
      this.#observations[index] = observation;
      if (index === this.#resolved && outcome !== 'pending') this.#resolved += 1;
    }
  }

  /**
   * What the params of trial `index` may follow from: results of trials before `index` − `lag`, drawn params, and
   * earlier studies.
   */
  before(index: number, lag: number): Observation[] {
    const known = index - lag;
    const own = this.#observations
      .slice(0, index)
      .map((seen): Observation => (seen.index < known ? seen : { ...seen, outcome: 'pending' }));
    return [...(this.#earlier ?? []), ...own];
  }
}
