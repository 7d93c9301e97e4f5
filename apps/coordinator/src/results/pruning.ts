import { createPruner, type Pruner } from '@ram-sweep/search/pruners';
import { trialHistories, type Store, type Study } from '@ram-sweep/store';

/**
 * The study's pruner, restored from everything recorded.
 *
 * It learns of an epoch before the commit. So after a failed commit it knows too much, and is rebuilt.
 */
export class Pruning {
  readonly #store: Store;
  readonly #study: Study;
  #pruner: Pruner | null = null;

  constructor(store: Store, study: Study) {
    this.#store = store;
    this.#study = study;
  }

  /** Null if the study prunes nothing. */
  async judge(): Promise<Pruner | null> {
    this.#pruner ??= await this.#restore();
    return this.#pruner;
  }

  forget(): void {
    this.#pruner = null;
  }

  async #restore(): Promise<Pruner | null> {
    const pruner = createPruner(this.#study.spec.pruner);
    if (pruner === null) return null;
    for (const history of await trialHistories(this.#store, this.#study.id)) pruner.restore(history);
    return pruner;
  }
}
