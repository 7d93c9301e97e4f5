import { inSlots } from '@ram-sweep/results';
import type { RecentAttempt, WorkerRow } from '@ram-sweep/store/read';

/** An attempt on a lane, from the lane's left edge to its right. */
export interface LaneBar {
  readonly attempt: RecentAttempt;
  /** Percent of the lane's width. */
  readonly left: number;
  readonly width: number;
}

/** One slot of a worker. */
export interface Lane {
  /** The worker's id at its first lane, empty at its others. */
  readonly name: string;
  readonly worker: string;
  readonly bars: readonly LaneBar[];
}

interface Lanes {
  readonly lanes: readonly Lane[];
  readonly left: number;
  /** What the lanes span. */
  readonly seconds: number;
}

/** Lanes that are drawn; the others are counted. */
const MOST_LANES = 24;
const LEAST_SECONDS = 30;
/** Steps in which the lanes move on: they look the same in between. */
const MOVES = 120;

/** Who trained what until `end`, at most so many seconds back: a lane for each slot that was in use. */
export function placeOnLanes(
  workers: readonly Pick<WorkerRow, 'id'>[],
  attempts: readonly RecentAttempt[],
  { end, most }: { end: Date; most: number },
): Lanes {
  const oldest = attempts.reduce(
    (first, { startedAt }) => Math.min(first, startedAt.getTime()),
    end.getTime(),
  );
  const seconds = Math.max(LEAST_SECONDS, Math.min(most, (end.getTime() - oldest) / 1000));
  const move = (most * 1000) / MOVES;
  const right = seconds < most ? end.getTime() : Math.ceil(end.getTime() / move) * move;
  const from = right - seconds * 1000;
  const place = (at: number): number => Math.min(100, Math.max(0, ((at - from) / (right - from)) * 100));
  const names = [...new Set([...workers.map(({ id }) => id), ...attempts.map(({ worker }) => worker)])];
  const all = names.flatMap((worker) =>
    slotsOf(worker, attempts).map((slot, index): Lane => ({
      name: index === 0 ? worker : '',
      worker,
      bars: slot.map((attempt) => {
        const left = place(attempt.startedAt.getTime());
        return { attempt, left, width: place(attempt.endedAt?.getTime() ?? right) - left };
      }),
    })),
  );
  return { lanes: all.slice(0, MOST_LANES), left: Math.max(0, all.length - MOST_LANES), seconds };
}

/** Of a worker that has nothing to show, one that is empty. Attempts come newest first. */
function slotsOf(worker: string, attempts: readonly RecentAttempt[]): RecentAttempt[][] {
  const slots = inSlots(attempts.filter((attempt) => attempt.worker === worker).toReversed());
  return slots.length > 0 ? slots : [[]];
}
