import { duration } from '@ram-sweep/format';
import type { Snapshot } from '@ram-sweep/results';
import type { WorkerRow } from '@ram-sweep/store/read';
import type { Area } from '../layout/layout.js';
import { cellsOf } from '../text/cells.js';
import { fit } from '../text/fit.js';
import { piece, type Line, type Piece } from '../text/line.js';
import { progressBar } from '../plots/sparkline.js';

/** A worker that has not been heard of for this long has a mark of its own. */
const QUIET_SECONDS = 6;

/** Between the parts of a line. */
const GAP = '  ';
/** Of the longest name that is shown whole. */
const NAME_CELLS = 20;
const BAR_CELLS = 6;

/** Lines of workers where each trial that they can train has its own. Once a study is over they train none of it. */
export function countSlots({ workers, study }: Pick<Snapshot, 'workers' | 'study'>): number {
  const isOver = study.state === 'complete';
  return workers.reduce((sum, { slots, runs }) => sum + Math.max(1, runs.length, isOver ? 0 : slots), 0);
}

/** The workers and what they train: a line for each trial where all have room, otherwise one for each worker. */
export function workersPanel({ workers: all, study }: Snapshot, { width, height }: Area): Line[] {
  if (height <= 0) return [];
  // Of a study that is over they have left, which is no fault.
  const workers = study.state === 'complete' ? all.filter((worker) => !isQuiet(worker)) : all;
  const title: Line = [piece(workers.length > 1 ? `workers (${workers.length})` : 'workers', { bold: true })];
  if (workers.length === 0)
    return [title, [piece(study.state === 'complete' ? '  none any more' : '  none yet', { dim: true })]];
  const rows = height - 1;
  const nameCells = Math.min(NAME_CELLS, Math.max(...workers.map(({ id }) => cellsOf(id))));
  const columns = { width, nameCells };
  if (countSlots({ workers, study }) <= rows)
    return [title, ...workers.flatMap((worker) => slotLines(worker, study.id, columns))];
  const shown = workers.slice(0, workers.length > rows ? Math.max(0, rows - 1) : rows);
  const hidden = workers.length - shown.length;
  const more: Line[] = hidden > 0 ? [[piece(`  and ${hidden} more`, { dim: true })]] : [];
  return [title, ...shown.map((worker) => workerLine(worker, study.id, columns)), ...more];
}

/** How wide lines are, and the names of workers in them. */
interface Columns {
  readonly width: number;
  readonly nameCells: number;
}

/** Trials beneath each other. */
function slotLines(worker: WorkerRow, study: string, columns: Columns): Line[] {
  const trials = worker.runs.map((run) => runText(run, study));
  const facts = factsOf(worker, columns, Math.max(0, ...trials.map(cellsOf)));
  const [first, ...others] = trials;
  const indent = ' '.repeat(2 + cellsOf(facts) + GAP.length);
  return [markedLine(worker, facts, first, columns), ...others.map((text) => `${indent}${text}`)];
}

/** As many trials as fit, and how many there are besides. */
function workerLine(worker: WorkerRow, study: string, columns: Columns): Line {
  const trials = worker.runs.map((run) => runText(run, study));
  const choices = trials.map((_, hidden) =>
    [...trials.slice(0, trials.length - hidden), ...(hidden > 0 ? [`+${hidden} more`] : [])].join(GAP),
  );
  const shortest = choices.at(-1);
  const facts = factsOf(worker, columns, cellsOf(shortest ?? ''));
  const room = columns.width - 2 - cellsOf(facts) - GAP.length;
  const shown = choices.find((text) => cellsOf(text) <= room) ?? shortest;
  return markedLine(worker, facts, shown, columns);
}

/** What never changes is last, and only where it fits behind a trial. */
function markedLine(worker: WorkerRow, facts: string, trial: string | undefined, { width }: Columns): Line {
  const { engine, device } = worker;
  const line = trial === undefined ? facts : `${facts}${GAP}${trial}`;
  const whole = `${line}${GAP}${engine} on ${device}`;
  const fits = trial === undefined || 2 + cellsOf(whole) <= width;
  return [markOf(worker), ` ${fits ? whole : line}`];
}

/** The pace gives way where a trial of so many cells would not fit beside it. */
function factsOf(worker: WorkerRow, { width, nameCells }: Columns, trialCells: number): string {
  const { id, slots, state, runs, secondsAgo } = worker;
  const steps = runs.reduce((sum, run) => sum + run.stepsPerSecond, 0);
  const facts = (pace: readonly string[]): string =>
    [
      fit(id, nameCells),
      `${runs.length}/${slots} busy`,
      ...pace,
      ...(isQuiet(worker) ? [`silent for ${duration(secondsAgo)}`] : []),
      ...(state === 'draining' ? ['leaving'] : []),
    ].join(GAP);
  const all = facts([`${steps.toFixed(1)} steps/s`]);
  return 2 + cellsOf(all) + GAP.length + trialCells <= width ? all : facts([]);
}

/** The bar is full when the trial has come to its next rung, or to its end. */
function runText(run: WorkerRow['runs'][number], study: string): string {
  const { trial, epoch, epochs, step, steps } = run;
  const done = Math.max(0, epoch - 1) + (steps > 0 ? step / steps : 0);
  const whose = run.study === study ? '' : 'another study’s ';
  return `${whose}trial ${trial} ${progressBar(done / epochs, BAR_CELLS)} epoch ${epoch}/${epochs}`;
}

/** What stands before the name of a worker: a mark where it is silent. */
export const markOf = (worker: Pick<WorkerRow, 'secondsAgo'>): Piece | string =>
  isQuiet(worker) ? piece('!', { colour: 'red', bold: true }) : ' ';

const isQuiet = ({ secondsAgo }: Pick<WorkerRow, 'secondsAgo'>): boolean => secondsAgo > QUIET_SECONDS;
