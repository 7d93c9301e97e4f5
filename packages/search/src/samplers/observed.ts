import type { Observation } from './observation.js';

/** A trial whose result is known: a number, or Infinity if the training diverged. */
export type Observed = Observation & { readonly outcome: number };

/** History by index, the trials of earlier studies first, in whatever order it was given. */
export const inOrder = (history: readonly Observation[]): readonly Observation[] =>
  history.toSorted((a, b) => a.index - b.index);

/** Those with a result. */
export const observedOf = (history: readonly Observation[]): Observed[] =>
  history.filter((each): each is Observed => typeof each.outcome === 'number');

/** Best first; among equals the earlier one. */
export const byOutcome = (a: Observed, b: Observed): number =>
  a.outcome === b.outcome ? a.index - b.index : a.outcome < b.outcome ? -1 : 1;
