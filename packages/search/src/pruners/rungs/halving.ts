import { percent } from '@ram-sweep/format';
import { insertSorted } from '../insert-sorted.js';

/** A trial's result at a rung: its validation error there, Infinity if it diverged before, or `gap` if it has none. */
export type RungOutcome = number | 'gap';

/** What happens to a trial at a rung. `promote` may follow a `prune`; never the other way round. */
export interface RungVerdict {
  readonly kind: 'promote' | 'prune';
  /** Place of the trial in the search. */
  readonly index: number;
  /** The epochs of its rung. */
  readonly rung: number;
  /** What was compared, in words. */
  readonly reason: string;
}

interface Reached {
  readonly index: number;
  readonly error: number;
}

/**
 * One rung of successive halving that judges its trials in a fixed order, so that its verdicts follow from their
 * results alone, whichever came first.
 *
 * After each trial, of the n that have a result here the best ⌊n/η⌋ may continue (Li et al. 2020, algorithm 2). A
 * trial that is not among them is pruned, which is a pause: as n grows it may join them, and is then promoted.
 * Equal errors go by index. A gap does not count; a trial that diverged counts as the worst and is never promoted.
 */
export class Rung {
  readonly #epochs: number;
  readonly #reductionFactor: number;
  readonly #ranked: Reached[] = [];
  readonly #promoted = new Set<number>();

  constructor(epochs: number, reductionFactor: number) {
    this.#epochs = epochs;
    this.#reductionFactor = reductionFactor;
  }

  get epochs(): number {
    return this.#epochs;
  }

  /** Adds the next trial in order. Promotions are in the order in which the next rung judges them. */
  judge(index: number, outcome: RungOutcome): readonly RungVerdict[] {
    if (outcome === 'gap') return [];
    const reached = { index, error: outcome };
    insertSorted(this.#ranked, reached, byError);
    const count = this.#ranked.length;
    const places = Math.floor(count / this.#reductionFactor);
    const reason =
      places === 0
        ? `for now, as 1 in ${this.#reductionFactor} trials continues and only ${count} ${count === 1 ? 'has' : 'have'} reached epoch ${this.#epochs}`
        : `the best ${places} of ${count} ${places === 1 ? 'continues' : 'continue'} after epoch ${this.#epochs}`;
    const promoted = this.#promote(reached, places).map((each) => this.#verdict('promote', each, reason));
    if (this.#promoted.has(index) || outcome === Infinity) return promoted;
    return [
      this.#verdict(
        'prune',
        index,
        places === 0 ? reason : `${percent(outcome)} is not enough for now: ${reason}`,
      ),
      ...promoted,
    ];
  }

  /** One more trial can add at most two: itself, and the one at the last place if there is now one more place. */
  #promote(reached: Reached, places: number): number[] {
    const last = this.#ranked[places - 1];
    if (last === undefined) return [];
    const best = byError(reached, last) <= 0 ? [reached, last] : [last];
    const fresh = new Set(
      best
        .filter(({ index, error }) => error < Infinity && !this.#promoted.has(index))
        .map(({ index }) => index),
    );
    for (const index of fresh) this.#promoted.add(index);
    return [...fresh];
  }

  #verdict(kind: RungVerdict['kind'], index: number, reason: string): RungVerdict {
    return { kind, index, rung: this.#epochs, reason };
  }
}

// Not by subtraction: Infinity − Infinity is NaN.
const byError = (a: Reached, b: Reached): number =>
  a.error === b.error ? a.index - b.index : a.error < b.error ? -1 : 1;
