const FIRST_MS = 1_000;
const LONGEST_MS = 900_000;

/**
 * The pause after a number of failures in a row, in milliseconds: 1 s, then twice as long each time, up to 15 minutes.
 */
export const pauseAfter = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));

/** What is older is given up once this many attempts in a row have failed, which takes a quarter of an hour. */
export const KEPT_HOURS = 24;
export const FAILURES_BEFORE_GIVING_UP = 10;
