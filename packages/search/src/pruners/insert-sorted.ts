/** Inserts `item` into a list sorted by `order`, and keeps it sorted: O(log n) comparisons. Returns its position. */
export function insertSorted<Item>(list: Item[], item: Item, order: (a: Item, b: Item) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(list[middle]!, item) <= 0) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, item);
  return low;
}
