/** Slots of one worker process; each is a thread. */
export const MOST_SLOTS = 256;
/** Of `--exit-when-idle`: a week. */
export const LONGEST_IDLE_SECONDS = 604_800;
