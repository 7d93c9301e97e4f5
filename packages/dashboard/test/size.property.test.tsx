import type { Snapshot } from '@ram-sweep/results';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frame } from '../src/frame.js';
import { firstView, type View } from '../src/state/view.js';
import { cellsOf } from '../src/text/cells.js';
import type { Line } from '../src/text/line.js';
import { lineOf, listOf, snapshot, trained } from './study.js';
import { detail, plots, whole } from './whole-study.js';

const textOf = (line: Line): string =>
  typeof line === 'string'
    ? line
    : line.map((each) => (typeof each === 'string' ? each : each.text)).join('');

/** What is long where it may be: names, messages of several lines and with wide letters, many fields and workers. */
const awkward: Snapshot = {
  ...whole,
  study: {
    ...whole.study,
    name: 'a'.repeat(63),
    spec: {
      ...whole.study.spec,
      space: Object.fromEntries(
        Object.keys(trained(0, [1]).config).map((field) => [
          field,
          { distribution: 'uniform', low: 0.000_123_4, high: 1_234_567 } as const,
        ]),
      ),
    },
  },
  leaderboard: listOf(
    Array.from({ length: 90 }, (_, number) =>
      lineOf(
        trained(123_456 + number, [0.9, 0.5], {
          epochs: 1_000,
          epochsTotal: 100_000,
          worker: '工'.repeat(40),
        }),
      ),
    ),
    7,
  ),
  workers: Array.from({ length: 30 }, (_, index) => ({
    ...snapshot.workers[0]!,
    id: `wörker-${index}-🚀-with-a-long-name`,
    secondsAgo: index,
  })),
  activity: Array.from({ length: 40 }, (_, id) => ({
    id,
    at: snapshot.now,
    trial: 0,
    kind: 'failed',
    message: `trial 0 failed:\n  one\t\u001B[31m\n  ${'日本語'.repeat(30)}`,
  })),
};

const opened = [0, 1].map((number) =>
  detail(
    trained(number, [0.5, 0.2], {
      failure: { class: 'error', message: '日本'.repeat(300), retryable: false, epoch: 0 },
    }),
  ),
);

const views: readonly Partial<View>[] = [
  {},
  { screen: 'trial' },
  { screen: 'compare' },
  { screen: 'trial', scroll: 1_000_000 },
  { help: true, scroll: 3 },
  { prompt: { text: '日本 '.repeat(40), error: 'no' } },
  { fieldOffset: 17, marked: 123_460, filter: { text: 'x'.repeat(200), conditions: [] } },
  { stopping: 123_456 },
];

it('a frame is a column narrower and a row lower than its screen, whatever it shows and however large that is', () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 260 }), fc.integer({ min: 1, max: 90 }));
  fc.assert(
    fc.property(
      size,
      fc.constantFrom(snapshot, whole, awkward),
      fc.constantFrom(...views),
      fc.constantFrom(null, 'wrong\nin two lines 日本'),
      fc.boolean(),
      ([columns, rows], shown, view, notice, hasPlots) => {
        const lines = frame({
          snapshot: { ...shown, opened },
          plots: hasPlots ? plots : null,
          view: { ...firstView, ...view },
          columns,
          rows,
          notice,
          drives: true,
        });
        expect(lines).toHaveLength(Math.max(1, rows - 1));
        for (const line of lines) {
          expect(cellsOf(textOf(line))).toBe(Math.max(1, columns - 1));
          expect(textOf(line)).not.toMatch(/\p{Cc}/u);
        }
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

it('the row under the cursor is in sight on every screen that has a table', () => {
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 260 }), fc.integer({ min: 2, max: 90 }), (columns, rows) => {
      const props = { snapshot: whole, plots, view: firstView, columns, rows, notice: null, drives: true };
      expect(frame(props).filter((line) => textOf(line).startsWith('▸'))).toHaveLength(1);
    }),
  );
}, 60_000);
