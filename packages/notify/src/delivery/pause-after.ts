const FIRST_MS = 1_000;
const LONGEST_MS = 900_000;

/** The pause after so many failures in a row, in milliseconds: a second, then twice as long each time, up to 15 minutes. */
export const pauseAfter = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));

/** What is older is given up, if so many attempts in a row have failed, which takes a quarter of an hour. */
export const KEPT_HOURS = 24;
export const FAILURES_BEFORE_GIVING_UP = 10;
