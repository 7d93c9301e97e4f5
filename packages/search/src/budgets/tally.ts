import { counted, percent } from '@ram-sweep/format';
import type { BudgetSpec, SearchStop } from '@ram-sweep/protocol';

/** What a trial has reached by its first rung, by a later one, or by its end. */
export interface Standing {
  /** Place of the trial in the search. */
  readonly index: number;
  /** The smallest validation error of any of its epochs by then; null if it has none. */
  readonly best: number | null;
}

type Reached = Pick<SearchStop, 'budget' | 'reason'>;

/**
 * What a search has used and found so far, compared with its budgets. It gets results in trial order, so its
 * answers depend only on results.
 */
export class Tally {
  readonly #budget: BudgetSpec;
  #epochs = 0;
  #best: { readonly index: number; readonly error: number } | undefined;
  /** The last place in trial order at which the best error improved; -1 before. */
  #betterAt = -1;
  #onTarget: Reached | undefined;

  constructor(budget: BudgetSpec) {
    this.#budget = budget;
  }

  spend(epochs: number): void {
    this.#epochs += epochs;
  }

  /** A result at `place` in trial order. */
  see({ index, best }: Standing, place: number): void {
    if (best === null || best >= (this.#best?.error ?? Infinity)) return;
    this.#best = { index, error: best };
    this.#betterAt = place;
    const { target } = this.#budget;
    if (target !== undefined && best <= target)
      this.#onTarget ??= {
        budget: 'target',
        reason: `trial ${index} of the search reached ${percent(best)}, and the target is ${percent(target)}`,
      };
  }

  /**
   * Which budget is reached once all of `place` has been seen and spent. `isTrial`: it is the place of a trial of
   * the search.
   */
  reached(place: number, isTrial: boolean): Reached | null {
    const { epochs, patience } = this.#budget;
    if (this.#onTarget) return this.#onTarget;
    if (epochs !== undefined && this.#epochs >= epochs)
      return {
        budget: 'epochs',
        reason: `its trials have used ${this.#epochs} of ${counted(epochs, 'epoch')}`,
      };
    if (patience !== undefined && isTrial && place - this.#betterAt >= patience)
      return { budget: 'patience', reason: this.#describePatience(patience) };
    return null;
  }

  #describePatience(patience: number): string {
    const trials = counted(patience, 'further trial');
    return this.#best
      ? `${trials} found nothing better than the ${percent(this.#best.error)} of trial ${this.#best.index}`
      : `${counted(patience, 'trial')} gave no result`;
  }
}
