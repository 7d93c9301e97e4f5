/** Uses of something that will be freed: none begins after that, and freeing waits for those under way. */
export class Usage {
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #free: () => Promise<void>;
  readonly #tooLate: () => Error;
  #freed: Promise<void> | undefined;

  /** `tooLate` makes the error of a use that comes after the end. */
  constructor(free: () => Promise<void>, tooLate: () => Error) {
    this.#free = free;
    this.#tooLate = tooLate;
  }

  async during<Result>(use: () => Promise<Result>): Promise<Result> {
    if (this.#freed !== undefined) throw this.#tooLate();
    const used = use();
    this.#underWay.add(used);
    try {
      return await used;
    } finally {
      this.#underWay.delete(used);
    }
  }

  /** Frees it, once. */
  end(): Promise<void> {
    this.#freed ??= Promise.allSettled(this.#underWay).then(() => this.#free());
    return this.#freed;
  }
}
