/** Whose turn it is to use one of so many training threads, in the order of asking. */
export class ThreadTurns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(threads: number) {
    this.#free = threads;
  }

  /** Waits for a thread; call what it resolves to when the thread is free again. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let held = true;
    return () => {
      if (held) this.#pass();
      held = false;
    };
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
