import type { Observation } from '../observation.js';
import { byOutcome, observedOf } from '../observed.js';

const MOST_BELOW = 25;

/** The trials that the two densities are fitted on. Both are in the order of their indices. */
export interface Split {
  /** The best ⌈n / 10⌉ of n observed trials, 25 at most. */
  readonly below: readonly Observation[];
  /** The other observed ones, and the pending ones as if they were bad (the constant liar, Ginsbourger et al. 2010). */
  readonly above: readonly Observation[];
}

/** `history` is in order of index. A gap counts for nothing. */
export function splitHistory(history: readonly Observation[]): Split {
  const observed = observedOf(history);
  const count = Math.min(Math.ceil(0.1 * observed.length), MOST_BELOW);
  const best = new Set<Observation>(observed.toSorted(byOutcome).slice(0, count));
  return {
    below: history.filter((each) => best.has(each)),
    above: history.filter((each) => each.outcome !== 'gap' && !best.has(each)),
  };
}
