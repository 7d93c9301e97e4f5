import type { Snapshot } from '@ram-sweep/results';
import type { View } from '../state/view.js';
import { sortName } from '../table/columns.js';
import { cellsOf } from '../text/cells.js';
import { piece, type Line } from '../text/line.js';

interface FooterProps {
  readonly snapshot: Snapshot;
  readonly view: View;
  readonly notice: string | null;
  /** Whether Ctrl-C stops the sweep. */
  readonly drives: boolean;
  readonly width: number;
}

/** The last line: what is asked or typed, what is wrong, or the keys and where the cursor is. */
export function footer({ snapshot, view, notice, drives, width }: FooterProps): Line {
  if (view.prompt !== null) return promptLine(view.prompt);
  if (view.stopping !== null)
    return [piece(`stop trial ${view.stopping}? y: yes, any other key: no`, { inverse: true })];
  if (view.help) return [piece('↑↓ scroll  any other key closes the help', { dim: true })];
  if (notice) return [piece('! ', { bold: true, colour: 'yellow' }), piece(notice, { bold: true })];
  const { position, total } = snapshot.leaderboard;
  const where = total > 0 ? `${position + 1}/${total}` : '';
  const state = view.screen === 'list' ? stateOf(view) : '';
  const left = `${where}${state}  `;
  return [left, piece(fittingKeys(keysOf(snapshot, view, drives), width - cellsOf(left)), { dim: true })];
}

const promptLine = ({ text, error }: NonNullable<View['prompt']>): Line => [
  piece(`/${text}`, { bold: true }),
  piece(' ', { inverse: true }),
  error === null ? piece('  ⏎ filter  esc cancel', { dim: true }) : `  ! ${error}`,
];

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
