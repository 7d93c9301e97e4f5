/** When a worker had a trial, and how many it can have at once. */
interface Held {
  readonly startedAt: Date;
  /** null while it runs. */
  readonly endedAt: Date | null;
  /** Of its worker; null where they are not known. */
  readonly slots: number | null;
}

/**
 * The attempts of one worker by slot: in the order of their start, each in the first slot that is free by then. A
 * worker takes its next trial before the end of the last one is recorded. So where all its slots seem taken, the
 * attempt that ends first is over when the next one starts, and is returned with that end.
 */
export function inSlots<Attempt extends Held>(attempts: readonly Attempt[]): Attempt[][] {
  const slots: Attempt[][] = [];
  for (const attempt of attempts) {
    const free = slots.find((slot) => endOf(slot) <= attempt.startedAt.getTime());
    if (free) free.push(attempt);
    else if (slots.length < (attempt.slots ?? Infinity)) slots.push([attempt]);
    else follow(slots, attempt);
  }
  return slots;
}

const endOf = (slot: readonly Held[]): number => slot.at(-1)?.endedAt?.getTime() ?? Infinity;

function follow<Attempt extends Held>(slots: readonly Attempt[][], attempt: Attempt): void {
  const slot = slots.reduce((first, other) => (endOf(other) < endOf(first) ? other : first));
  slot.splice(-1, 1, { ...slot.at(-1)!, endedAt: attempt.startedAt }, attempt);
}
