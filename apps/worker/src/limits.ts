export { MOST_SLOTS } from '@ram-sweep/protocol';
/** A machine that restarts has its servers back well before. */
export const CUT_OFF_MINUTES = 10;
/** Of `--exit-when-idle`: a week. */
export const LONGEST_IDLE_SECONDS = 604_800;
