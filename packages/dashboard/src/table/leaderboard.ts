import { isUnfinished, type TrialState } from '@ram-sweep/protocol';
import { type GroupRow, type LeaderboardRow, type Snapshot } from '@ram-sweep/results';
import type { Area } from '../layout/layout.js';
import type { View } from '../state/view.js';
import { fit } from '../text/fit.js';
import { looking, piece, type Line, type Look } from '../text/line.js';
import { stateGlyph } from '../text/state-glyph.js';
import { columnsFor, sortName, type Column } from './columns.js';

/** The cursor, the mark and the glyph of the state, before the first column. */
const MARGIN = 4;
/** How many fields are out of sight on the right. */
const HIDDEN = 4;

interface Table {
  readonly heading: Line;
  readonly rows: readonly Line[];
}

/** The visible part of the leaderboard: cursor, state, columns. */
export function leaderboard(snapshot: Snapshot, view: View, { width, height }: Area): Table {
  const { rows, offset } = snapshot.leaderboard;
  const { columns, hidden } = shownColumns(snapshot, view, width);
  const best = bestRow(snapshot);
  const lines = rows.slice(0, height).map((row, index): Line => {
    const line = rowLine(row, columns, {
      isUnderCursor: offset + index === snapshot.leaderboard.position,
      isMarked: row.id === view.marked,
    });
    return looking(line, lookOf(row.id === best, offset + index === snapshot.leaderboard.position));
  });
  return {
    heading: [piece(headingText(columns, view, hidden), { bold: true, underline: true })],
    rows: lines.length > 0 ? lines : [view.filter.text === '' ? '    no trials yet' : '    no trial matches'],
  };
}

const lookOf = (isBest: boolean, isUnderCursor: boolean): Look => ({
  ...(isBest ? { colour: 'green', bold: true } : {}),
  ...(isUnderCursor ? { inverse: true } : {}),
});

function shownColumns(snapshot: Snapshot, view: View, width: number) {
  const { spec, trials } = snapshot.study;
  const searched = Object.keys(spec.space);
  const shown = snapshot.leaderboard.rows.flatMap((row) => (row.kind === 'trial' ? [row.trial] : []));
  const fieldOffset = Math.min(view.fieldOffset, Math.max(0, searched.length - 1));
  const facts = {
    searched,
    fieldOffset,
    hasPhases: hasPhases(snapshot.leaderboard.rows),
    trials,
    epochs: Math.max(0, ...shown.map(({ epochsTotal }) => epochsTotal)),
    sort: view.sort,
  };
  const whole = columnsFor(facts, width - MARGIN);
  const isWhole = fieldOffset + whole.fields === searched.length;
  const { columns, fields } = isWhole ? whole : columnsFor(facts, width - MARGIN - HIDDEN);
  return { columns, hidden: { left: fieldOffset, right: searched.length - fieldOffset - fields } };
}

/** Seeds stand beneath their config, which says what they are. */
function hasPhases(rows: readonly LeaderboardRow[]): boolean {
  const phases = rows.flatMap((row) => (row.kind === 'trial' && !row.isSeed ? [row.trial.phase] : []));
  return new Set(phases).size > 1;
}

/** How many fields are out of sight on either side is shown in the margin and behind the last column. */
function headingText(
  columns: readonly Column[],
  { sort, reverse }: View,
  hidden: { left: number; right: number },
): string {
  const titles = columns.map((column) => {
    const isSorted = column.sort !== null && sortName(column.sort) === sortName(sort);
    return fit(`${column.title}${isSorted ? (reverse ? '▼' : '▲') : ''}`, column.width, column.align);
  });
  const left = hidden.left > 0 ? `‹${hidden.left}` : '';
  const right = hidden.right > 0 ? ` ${hidden.right}›` : '';
  return `${fit(left, MARGIN)}${titles.join(' ')}${right}`;
}

function rowLine(
  row: LeaderboardRow,
  columns: readonly Column[],
  { isUnderCursor, isMarked }: { isUnderCursor: boolean; isMarked: boolean },
): Line {
  const values = columns.map((column) =>
    fit(row.kind === 'group' ? column.group(row) : column.trial(row.trial, row), column.width, column.align),
  );
  const state = row.kind === 'group' ? groupState(row) : row.trial.state;
  return [`${isUnderCursor ? '▸' : ' '}${isMarked ? '*' : ' '}`, stateGlyph(state), ` ${values.join(' ')}`];
}

/** What a person waits for: the state of its seeds that is furthest from the end, or how they ended. */
function groupState({ group }: GroupRow): TrialState {
  const states = group.trials.map(({ state }) => state);
  return (
    states.find((state) => state === 'running') ??
    states.find(isUnfinished) ??
    states.find((state) => state !== 'complete') ??
    'complete'
  );
}

function bestRow({ study: { best }, groups }: Snapshot): LeaderboardRow['id'] | null {
  if (best === null) return null;
  if (best.source === 'search') return best.trial;
  const group = groups.find(({ phase, repeats }) => phase === 'finalist' && repeats === best.searchTrial);
  return group ? `${group.phase} ${group.repeats} ${group.policy}` : null;
}
