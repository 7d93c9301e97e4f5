/** Slots of one worker process; each is a thread. */
export const MOST_SLOTS = 256;
