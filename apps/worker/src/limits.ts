export { MOST_SLOTS } from '@ram-sweep/protocol';
/** Of `--exit-when-idle`: a week. */
export const LONGEST_IDLE_SECONDS = 604_800;
