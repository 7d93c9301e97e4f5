import type { StudyResult } from '@ram-sweep/results';
import { wrap } from '../text/fit.js';
import { piece, type Line } from '../text/line.js';

const KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓  j k', 'move the cursor, or scroll a trial'],
  ['PgUp PgDn  g G', 'a page; first and last'],
  ['← →  h l', 'more searched fields; in a trial the previous and the next one'],
  ['⏎', 'open the trial, or the seeds of a finalist'],
  ['esc', 'back; drops the filter, then the mark'],
  ['n p  ] [', 'next and previous trial, while one is open'],
  ['space', 'mark the trial (*)'],
  ['= c', 'the marked trial and this one side by side; marks it if none is'],
  ['s S  r', 'sort by the next or previous column; reverse'],
  ['/', 'filter; ↑ recalls the one that is set, an empty one drops it'],
  ['x', 'stop the trial'],
  ['v', 'show where its model looks; v, q or esc leads back'],
  ['y', 'copy its config'],
];

const STATES = '· planned  ○ waiting  ● running  ◐ paused  ✓ complete  ◇ pruned  ✗ failed  – cancelled';

const FILTER: readonly string[] = [
  'A filter is words that must all hold, such as',
  'state=running  phase=finalist  error<3%  std>0.1  optimizer=sgd  trial=12  worker-a',
  '=, !=, <, <=, > and >= compare; a word alone is looked for in number, state, worker and failure.',
];

const ROWS: readonly string[] = [
  'A row with + is a config that was trained again, on several seeds; ctl: a control.',
  'search n/m judged: trials that were judged at their first rung; the best of them are promoted and train on.',
  'A pruned trial waits at its rung, and continues if later results put it among the best there.',
  '# is the place among finalists, and beneath them that in the search.',
  'try: 1, and one more after each attempt that failed, was lost or cancelled.',
  'elapsed: while it ran, without pauses and stops; left: by the pace since it was last started.',
];

const KEY_WIDTH = 16;

/** What each key does, and what the signs mean. */
export function helpLines({ state }: Pick<StudyResult, 'state'>, drives: boolean, width: number): Line[] {
  const continues = state === 'active' || state === 'paused';
  const leave = `leave${continues ? '; the study continues' : ''}`;
  const leaving = [
    ['q', `${leave}; in a trial, back to the list`],
    ['^C', drives && continues ? 'stop the whole sweep' : leave],
  ] as const;
  return [
    [piece('keys', { bold: true })],
    ...[...KEYS, ...leaving].flatMap(([key, does]) => keyLines(key, does, width)),
    '',
    [piece('states and rows', { bold: true })],
    ...wrap(STATES.split('  '), width, 3),
    ...ROWS.flatMap((text) => sentence(text, width)),
    '',
    [piece('filter', { bold: true })],
    ...FILTER.flatMap((text) => sentence(text, width)),
  ];
}

const sentence = (text: string, width: number): string[] => wrap(text.split(' '), width, 1);

function keyLines(key: string, does: string, width: number): Line[] {
  return sentence(does, Math.max(8, width - KEY_WIDTH)).map((line, index): Line => [
    piece((index === 0 ? key : '').padEnd(KEY_WIDTH), { bold: true }),
    line,
  ]);
}
