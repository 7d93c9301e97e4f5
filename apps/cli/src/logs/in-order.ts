/** What happened at a time. */
interface Timed {
  readonly at: Date;
}

/**
 * Puts what several sources tell in the order of time. Each line is held for `patienceMs` after it came, in which older
 * ones may still come; one that comes later than that is printed late, but printed.
 */
export class InOrder<Line extends Timed> {
  readonly #patienceMs: number;
  #held: { readonly line: Line; readonly cameMs: number }[] = [];

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** `nowMs`: of a clock that does not jump. */
  add(line: Line, nowMs: number): void {
    this.#held.push({ line, cameMs: nowMs });
  }

  /** What has been held long enough, and whatever is as old, oldest first. */
  take(nowMs: number): Line[] {
    const newest = this.#held
      .filter(({ cameMs }) => nowMs - cameMs >= this.#patienceMs)
      .reduce((latest, { line }) => Math.max(latest, line.at.getTime()), -Infinity);
    return this.#release((line) => line.at.getTime() <= newest);
  }

  /** The rest, oldest first. */
  takeAll(): Line[] {
    return this.#release(() => true);
  }

  #release(isOver: (line: Line) => boolean): Line[] {
    const [released, kept] = [true, false].map((over) =>
      this.#held.filter(({ line }) => isOver(line) === over),
    );
    this.#held = kept!;
    // Sorting is stable: what has the same time stays in the order in which it came.
    return released!.map(({ line }) => line).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }
}
