/** What of a trial is weighed against what. Smaller is better of both. */
export interface Weighed {
  readonly cost: number;
  readonly error: number;
}

/**
 * The items that no other beats in both cost and error, cheapest first: each has a smaller error than all that cost
 * less. Of equals the first stays.
 */
export function paretoFront<Item>(items: readonly Item[], weigh: (item: Item) => Weighed): Item[] {
  const weighed = items.map((item) => ({ item, ...weigh(item) }));
  let least = Infinity;
  return weighed
    .toSorted((a, b) => a.cost - b.cost || a.error - b.error)
    .filter(({ error }) => {
      const isBetter = error < least;
      if (isBetter) least = error;
      return isBetter;
    })
    .map(({ item }) => item);
}
