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

/**
 * The last line, or as many as it takes: what is asked or typed, what is wrong, or the keys and where the cursor is.
 */
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

/** What a key does, and in fewer words where not all keys have room. */
type KeyText = string | readonly [text: string, shorter: string];

/** The most useful first: those that do not fit are under `?`. */
function keysOf({ study }: Snapshot, { screen }: View, drives: boolean): KeyText[] {
  const isOver = study.state === 'complete';
  const stop: KeyText[] = isOver ? [] : [['x stop trial', 'x stop']];
  if (screen !== 'list') return ['esc back', '? help', '↑↓ scroll', '←→ previous, next', ...stop];
  return [
    '? help',
    isOver ? 'q leave' : ['q leave it running', 'q leave'],
    'v glimpses',
    '⏎ open',
    '/ filter',
    's sort',
    ...stop,
    ...(drives && !isOver ? ['^C stop all'] : []),
    ['↑↓←→ move', '↑↓ move'],
    'space mark',
    '= compare',
    'y copy',
  ];
}

function fittingKeys(keys: readonly KeyText[], width: number): string {
  const long = keys.map((key) => (typeof key === 'string' ? key : key[0]));
  const whole = long.join(BETWEEN_KEYS);
  if (cellsOf(whole) <= width) return whole;
  let line = '';
  for (const key of keys.map((each) => (typeof each === 'string' ? each : each[1]))) {
    const longer = line === '' ? key : `${line}${BETWEEN_KEYS}${key}`;
    if (cellsOf(longer) > width) break;
    line = longer;
  }
  return line;
}

const BETWEEN_KEYS = '  ';
