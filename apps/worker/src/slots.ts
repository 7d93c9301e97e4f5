/** The places of a worker: each holds one job in hand. */
export class Slots {
  readonly #count: number;
  readonly #inHand = new Set<Promise<void>>();
  #freed = (): void => undefined;

  constructor(count: number) {
    this.#count = count;
  }

  /** How many are free; waits until there is one. */
  async free(): Promise<number> {
    while (this.#inHand.size >= this.#count) await new Promise<void>((resolve) => (this.#freed = resolve));
    return this.#count - this.#inHand.size;
  }

  /** Takes one until `work` is done. `work` must not reject. */
  occupy(work: Promise<void>): void {
    const held = work.finally(() => {
      this.#inHand.delete(held);
      this.#freed();
    });
    this.#inHand.add(held);
  }

  async allFree(): Promise<void> {
    await Promise.all(this.#inHand);
  }
}
