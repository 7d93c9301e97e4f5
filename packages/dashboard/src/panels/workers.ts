import { duration } from '@ram-sweep/format';
import type { Snapshot } from '@ram-sweep/results';
import type { WorkerRow } from '@ram-sweep/store/read';
import { fit } from '../text/fit.js';
import { piece, type Line, type Piece } from '../text/line.js';
import { progressBar } from '../plots/sparkline.js';

/** A worker that has not been heard of for this long has a mark of its own. */
const QUIET_SECONDS = 6;

/** The workers that are shown first: those that train this study, and what they train. */
export function workersPanel({ workers: all, study }: Snapshot, height: number): Line[] {
  if (height <= 0) return [];
  // Of a study that is over they have left, which is no fault.
  const workers = study.state === 'complete' ? all.filter((worker) => !isQuiet(worker)) : all;
  const title: Line = [piece(workers.length > 1 ? `workers (${workers.length})` : 'workers', { bold: true })];
  if (workers.length === 0)
    return [title, [piece(study.state === 'complete' ? '  none any more' : '  none yet', { dim: true })]];
  const rows = height - 1;
  const shown = workers.slice(0, workers.length > rows ? Math.max(0, rows - 1) : rows);
  const hidden = workers.length - shown.length;
  const more: Line[] = hidden > 0 ? [[piece(`  and ${hidden} more`, { dim: true })]] : [];
  return [title, ...shown.map((worker) => workerLine(worker, study.id)), ...more];
}

/** What changes comes first: the end of the line is cut on a narrow screen. */
function workerLine(worker: WorkerRow, study: string): Line {
  const { id, engine, device, slots, state, runs, secondsAgo } = worker;
  const rate = runs.reduce((sum, run) => sum + run.stepsPerSecond, 0).toFixed(1);
  const trains = runs.map(
    (run) =>
      `${run.study === study ? '' : 'another study’s '}trial ${run.trial} ${progressBar(run.steps > 0 ? run.step / run.steps : 0, 5)} epoch ${run.epoch}/${run.epochs}`,
  );
  const parts = [
    fit(id, 20),
    `${runs.length}/${slots} busy`,
    `${rate} steps/s`,
    ...(isQuiet(worker) ? [`silent for ${duration(secondsAgo)}`] : []),
    ...(state === 'draining' ? ['leaving'] : []),
    ...trains,
    `${engine} on ${device}`,
  ];
  return [markOf(worker), ` ${parts.join('  ')}`];
}

/** What stands before the name of a worker: a mark where it is silent. */
export const markOf = (worker: Pick<WorkerRow, 'secondsAgo'>): Piece | string =>
  isQuiet(worker) ? piece('!', { colour: 'red', bold: true }) : ' ';

const isQuiet = ({ secondsAgo }: Pick<WorkerRow, 'secondsAgo'>): boolean => secondsAgo > QUIET_SECONDS;
