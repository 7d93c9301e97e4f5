import type { WorkerRow } from '@ram-sweep/store/read';

/** A worker that has not been heard of for this long has a mark of its own. */
const QUIET_SECONDS = 6;

export const isQuiet = ({ secondsAgo }: Pick<WorkerRow, 'secondsAgo'>): boolean => secondsAgo > QUIET_SECONDS;
