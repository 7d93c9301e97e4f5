import type { StudySummary } from '@ram-sweep/store/read';

/**
 * Whether a sweep drives a study, as the machine knows it where the dashboard runs: sooner than the database may tell.
 */
export type AskPresence = (study: StudySummary) => Promise<boolean>;

/** A sweep that begins has neither a supervisor nor a coordinator for a moment. */
const PATIENCE_MS = 4_000;

/** Since when no sweep is seen, in milliseconds of any monotonic clock; null while one is. */
export type Absence = number | null;

/** The absence after another look. Pure. */
export const readAbsence = (absence: Absence, isPresent: boolean, now: number): Absence =>
  isPresent ? null : (absence ?? now);

/**
 * Whether a study is to be shown as driven. The database says that it is for a minute after the last sign of life; that
 * no sweep is there is believed sooner, once it has lasted.
 */
export const isShownDriven = (driven: boolean, absence: Absence, now: number): boolean =>
  driven && (absence === null || now - absence < PATIENCE_MS);
