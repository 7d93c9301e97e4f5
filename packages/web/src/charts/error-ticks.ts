/** A logarithmic axis of errors, as shares above 0. */
export interface ErrorTicks {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** An error of 0 has no place on a log axis: it lies with that of one image in ten thousand. */
export const SMALLEST_ERROR = 1e-4;

/** Each is tried in turn: the first of which at least three lie between the ends. */
const STEPS = [
  [1],
  [1, 3],
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
  [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9],
];
const DECADES = [-4, -3, -2, -1];

/** An axis that holds these errors with a little room, and three to seven round ticks on it where there are so many. */
export function errorTicks(smallest: number, largest: number): ErrorTicks {
  const [from, to] = [Math.max(smallest, SMALLEST_ERROR), Math.max(largest, SMALLEST_ERROR)];
  const room = Math.max(1.04, (to / from) ** 0.06);
  const [low, high] = [from / room, Math.min(1.02, to * room)];
  const choices = STEPS.map((factors) => roundErrors(factors).filter((tick) => tick >= low && tick <= high));
  return { low, high, ticks: choices.find((ticks) => ticks.length >= 3) ?? choices.at(-1)! };
}

const roundErrors = (factors: readonly number[]): number[] => [
  ...DECADES.flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`))),
  1,
];
