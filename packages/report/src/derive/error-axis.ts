/** How errors are drawn: in percent, on a log axis where they differ by so much that a linear one hides the best. */
export interface ErrorAxis {
  readonly type: 'linear' | 'log';
  /** Percent. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** From this ratio of largest to smallest error on, the axis is logarithmic. */
const LOG_RATIO = 3;

const ROUND_NUMBERS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** Where the errors differ by less than this, ticks stand closer. */
const CLOSE_RATIO = 8;
const CLOSE_NUMBERS = [0.01, 0.1, 1, 10].flatMap((unit) =>
  [1, 1.5, 2, 3, 5, 7].map((factor) => Number((factor * unit).toPrecision(2))),
);

/** A log axis ends at a round number where that leaves no more room than the one, and leaves the other elsewhere. */
const MOST_ROOM = 1.4;
const LEAST_ROOM = 1.15;

/** The axis for these errors, shares in [0, 1]. An error of 0 has no place on a log axis, so it makes it linear. */
export function errorAxis(errors: readonly number[]): ErrorAxis {
  const low = 100 * errors.reduce((least, error) => Math.min(least, error), 1);
  const high = 100 * errors.reduce((most, error) => Math.max(most, error), 0);
  if (low > 0 && high / low >= LOG_RATIO) {
    const round = high / low < CLOSE_RATIO ? CLOSE_NUMBERS : ROUND_NUMBERS;
    const domain = [
      round.findLast((number) => number <= low && number >= low / MOST_ROOM) ?? low / LEAST_ROOM,
      round.find((number) => number >= high && number <= high * MOST_ROOM) ??
        Math.min(100, high * LEAST_ROOM),
    ] as const;
    return { type: 'log', domain, ticks: round.filter((tick) => tick >= domain[0] && tick <= domain[1]) };
  }
  const top = Math.max(high, low) || 1;
  const step = linearStep(top);
  const end = Math.ceil(top / step) * step;
  const count = Math.round(end / step);
  return { type: 'linear', domain: [0, end], ticks: Array.from({ length: count + 1 }, (_, n) => n * step) };
}

/** A round distance between ticks that gives 3 to 6 of them. */
const linearStep = (top: number): number => ROUND_NUMBERS.find((step) => top / step <= 6) ?? 20;
