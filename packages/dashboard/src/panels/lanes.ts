import { inSlots, type Plots, type Snapshot } from '@ram-sweep/results';
import type { RecentAttempt } from '@ram-sweep/store/read';
import { duration } from '@ram-sweep/format';
import type { Area } from '../layout/layout.js';
import { markOf } from './workers.js';
import { fit } from '../text/fit.js';
import { piece, type Line, type Piece } from '../text/line.js';

const NAME = 20;
/** What the lanes look back on, in seconds. */
export const LANES_SECONDS = 600;

/** How an attempt's end is drawn. */
const ENDS: Partial<Record<RecentAttempt['state'], string>> = {
  complete: '✓',
  failed: '✗',
  lost: '✗',
  cancelled: '–',
  pruned: '◇',
  paused: '◐',
  released: '◐',
};

/** Who trained what in the last ten minutes: a lane for each slot of each worker, the present on the right. */
export function lanesPanel(
  snapshot: Snapshot,
  { attempts }: Pick<Plots, 'attempts'>,
  { width, height }: Area,
): Line[] {
  const now = lanesEnd(snapshot);
  const oldest = Math.min(now.getTime(), ...attempts.map(({ startedAt }) => startedAt.getTime()));
  const seconds = Math.max(30, Math.min(LANES_SECONDS, (now.getTime() - oldest) / 1000));
  const cells = Math.max(1, width - NAME - 1);
  const lanes = workersOf(snapshot, attempts).flatMap((worker) =>
    lanesOf(worker, attempts).map((lane, slot): Line => {
      const name = slot === 0 ? worker : '';
      return [quietMark(snapshot, name), `${fit(name, NAME - 1)} ${drawLane(lane, cells, now, seconds)}`];
    }),
  );
  const title: Line = [
    piece('workers', { bold: true }),
    `  ${busyOf(snapshot)}`,
    piece(`  the last ${duration(seconds)}, trials by number`, { dim: true }),
  ];
  const rows = Math.max(0, height - 1);
  if (lanes.length <= rows) return [title, ...(lanes.length > 0 ? lanes : ['none yet'])];
  return [title, ...lanes.slice(0, rows - 1), `and ${lanes.length - rows + 1} more lanes`];
}

/** How many lanes there are to be shown. */
export const countLanes = (
  snapshot: Pick<Snapshot, 'workers'>,
  { attempts }: Pick<Plots, 'attempts'>,
): number => workersOf(snapshot, attempts).reduce((sum, worker) => sum + lanesOf(worker, attempts).length, 0);

/** The present; of a study that is over, its last event. */
export const lanesEnd = ({ study, now }: Pick<Snapshot, 'study' | 'now'>): Date =>
  study.state === 'active' || study.state === 'paused' ? now : (study.lastEventAt ?? now);

function busyOf({ workers }: Snapshot): string {
  const runs = workers.reduce((sum, worker) => sum + worker.runs.length, 0);
  return `${runs}/${workers.reduce((sum, { slots }) => sum + slots, 0)} busy`;
}

const quietMark = ({ workers }: Snapshot, name: string): Piece | string => {
  const worker = workers.find(({ id }) => id === name);
  return worker ? markOf(worker) : ' ';
};

const workersOf = ({ workers }: Pick<Snapshot, 'workers'>, attempts: readonly RecentAttempt[]): string[] => [
  ...new Set([...workers.map(({ id }) => id), ...attempts.map(({ worker }) => worker)]),
];

/** A worker's attempts, oldest first, by slot. */
function lanesOf(worker: string, attempts: readonly RecentAttempt[]): RecentAttempt[][] {
  const lanes = inSlots(attempts.filter((each) => each.worker === worker).toReversed());
  return lanes.length > 0 ? lanes : [[]];
}

function drawLane(lane: readonly RecentAttempt[], cells: number, now: Date, seconds: number): string {
  const drawn = Array.from({ length: cells }, () => ' ');
  const place = (at: Date): number =>
    Math.floor((1 - (now.getTime() - at.getTime()) / 1000 / seconds) * (cells - 1));
  for (const { trial, state, startedAt, endedAt } of lane) {
    const from = Math.max(0, Math.min(cells - 1, place(startedAt)));
    const to = Math.max(from, Math.min(cells - 1, endedAt ? place(endedAt) : cells - 1));
    const inside = `${trial}`.slice(0, Math.max(0, to - from));
    const bar = inside.padEnd(to - from, '━') + (ENDS[state] ?? '●');
    for (let at = 0; at < bar.length; at += 1) drawn[from + at] = bar.charAt(at);
  }
  return drawn.join('');
}
