import type { Snapshot } from '@ram-sweep/results';
import type { Area } from '../layout/layout.js';
import type { View } from '../state/view.js';
import { sortName } from '../table/columns.js';
import { cellsOf } from '../text/cells.js';
import { wrap } from '../text/fit.js';
import { piece, type Line } from '../text/line.js';

interface FooterProps {
  readonly snapshot: Snapshot;
  readonly view: View;
  readonly notice: string | null;
  /** Whether Ctrl-C stops the sweep. */
  readonly drives: boolean;
  readonly width: number;
  /** How many lines it may have. */
  readonly rows: number;
}

/** The last line, or as many as it takes: what is asked or typed, what is wrong, or the keys and where the cursor is. */
export function footer({ snapshot, view, notice, drives, width, rows }: FooterProps): Line[] {
  if (view.prompt !== null) return promptLines(view, view.prompt, { width, height: rows });
  if (view.stopping !== null)
    return [[piece(`stop trial ${view.stopping}? y: yes, any other key: no`, { inverse: true })]];
  if (view.help) return [[piece('↑↓ scroll  any other key closes the help', { dim: true })]];
  if (notice) return noticeLines(notice, { width, height: rows });
  const { position, total } = snapshot.leaderboard;
  const where = total > 0 ? `${position + 1}/${total}` : '';
  const state = view.screen === 'list' ? stateOf(view) : '';
  const left = `${where}${state}  `;
  return [[left, piece(fittingKeys(keysOf(snapshot, view, drives), width - cellsOf(left)), { dim: true })]];
}

/** What has no room is in the last line, which is cut. */
function noticeLines(notice: string, { width, height }: Area): Line[] {
  const lines = wrap(notice.split(' '), width - 2, 1);
  const shown = [...lines.slice(0, height - 1), lines.slice(height - 1).join(' ')].filter(Boolean);
  return shown.map((line, row): Line => [
    row === 0 ? piece('! ', { bold: true, colour: 'yellow' }) : '  ',
    piece(line, { bold: true }),
  ]);
}

/** What is wrong stands above what is typed where both do not fit beside each other. */
function promptLines(
  { filter }: View,
  { text, error }: NonNullable<View['prompt']>,
  { width, height }: Area,
): Line[] {
  const typed = [piece(`/${text}`, { bold: true }), piece(' ', { inverse: true })];
  if (error === null) return [[...typed, piece(`  ${promptKeys(filter.text, text)}`, { dim: true })]];
  const beside = `  ! ${error}`;
  if (height < 2 || cellsOf(`/${text} ${beside}`) <= width) return [[...typed, beside]];
  return [...wrap(`! ${error}`.split(' '), width, 1).slice(0, height - 1), typed];
}

const promptKeys = (set: string, text: string): string =>
  [
    text === '' && set !== '' ? '⏎ drop the filter' : '⏎ filter',
    ...(set !== '' && text !== set ? [`↑ ${set}`] : []),
    'esc cancel',
  ].join('  ');

function stateOf({ filter, marked, sort, reverse }: View): string {
  return [
    filter.text === '' ? '' : `  /${filter.text}`,
    marked === null ? '' : `  *${marked}`,
    sort === 'rank' && !reverse ? '' : `  ${sortName(sort)}${reverse ? '▼' : '▲'}`,
  ].join('');
}

/** The most useful first: those that do not fit are under `?`. */
function keysOf({ study }: Snapshot, { screen }: View, drives: boolean): string[] {
  const isOver = study.state === 'complete';
  const leave = isOver ? 'q leave' : 'q leave it running';
  if (screen !== 'list')
    return ['esc back', '? help', '↑↓ scroll', '←→ previous, next', ...(isOver ? [] : ['x stop trial'])];
  return [
    '? help',
    leave,
    'v glimpses',
    '⏎ open',
    '/ filter',
    's sort',
    ...(isOver ? [] : ['x stop trial']),
    ...(drives && !isOver ? ['^C stop all'] : []),
    '↑↓←→ move',
    'space mark',
    '= compare',
    'y copy',
  ];
}

function fittingKeys(keys: readonly string[], width: number): string {
  let line = '';
  for (const key of keys) {
    const longer = line === '' ? key : `${line}  ${key}`;
    if (cellsOf(longer) > width) break;
    line = longer;
  }
  return line;
}
