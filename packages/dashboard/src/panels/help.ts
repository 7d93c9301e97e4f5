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
  ['= c', 'the marked trial and this one side by side'],
  ['s S  r', 'sort by the next or previous column; reverse'],
  ['/', 'filter'],
  ['x', 'stop the trial'],
  ['v', 'show where its model looks'],
  ['y', 'copy its config'],
  ['q', 'leave; the study continues'],
];

const STATES = '· planned  ○ waiting  ● running  ◐ paused  ✓ complete  ◇ pruned  ✗ failed  – cancelled';

const FILTER: readonly string[] = [
  'A filter is words that must all hold, such as',
  '  state=running  phase=finalist  error<3%  std>0.1  optimizer=sgd  trial=12  worker-a',
  '=, !=, <, <=, > and >= compare; a word alone is looked for in number, state, worker and failure.',
];

/** What each key does, and what the signs mean. */
export function helpLines(drives: boolean, width: number): Line[] {
  const ctrlC: [string, string] = ['^C', drives ? 'stop the whole sweep' : 'leave; the study continues'];
  return [
    [piece('keys', { bold: true })],
    ...[...KEYS, ctrlC].map(([key, does]): Line => [piece(key.padEnd(16), { bold: true }), does]),
    '',
    [piece('states', { bold: true })],
    ...wrap(STATES.split('  '), width, 3),
    '',
    ...wrap(
      ['A row with + is a config that was trained again, on several seeds; ctl: a control.'].flatMap((text) =>
        text.split(' '),
      ),
      width,
      1,
    ),
    '',
    [piece('filter', { bold: true })],
    ...FILTER,
  ];
}
