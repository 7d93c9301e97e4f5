/**
 * The slots of a worker: each holds one job until its trial is trained. The results may still be on their way to
 * the server while the next trial trains in its slot, but only for as many trials as there are slots.
 */
export class Slots {
  readonly #count: number;
  readonly #training = new Set<Promise<void>>();
  readonly #inHand = new Set<Promise<void>>();
  #freed = (): void => undefined;

  constructor(count: number) {
    this.#count = count;
  }

  /** How many are free; waits until there is one. */
  async free(): Promise<number> {
    while (this.#free <= 0) await new Promise<void>((resolve) => (this.#freed = resolve));
    return this.#free;
  }

  /** Takes a slot until `work` calls the function it is given, or ends. `work` must not reject. */
  occupy(work: (vacate: () => void) => Promise<void>): void {
    const vacate = (): void => {
      this.#training.delete(held);
      this.#freed();
    };
    const held: Promise<void> = Promise.resolve()
      .then(() => work(vacate))
      .finally(() => {
        this.#inHand.delete(held);
        vacate();
      });
    this.#training.add(held);
    this.#inHand.add(held);
  }

  async allFree(): Promise<void> {
    await Promise.all(this.#inHand);
  }

  get #free(): number {
    return Math.min(this.#count - this.#training.size, 2 * this.#count - this.#inHand.size);
  }
}
