export { MOST_SLOTS } from '@ram-sweep/protocol';
/** How long a worker that ends when idle may reach no server: a machine that restarts has its servers back by then. */
export const CUT_OFF_MINUTES = 10;
/** Of `--exit-when-idle`: a week. */
export const LONGEST_IDLE_SECONDS = 604_800;
