import { studySpecSchema } from '@ram-sweep/protocol';
import type { Snapshot } from '@ram-sweep/results';
import { describe, expect, it } from 'vitest';
import { moveClock, readClock } from '../src/hooks/driven-clock.js';
import { isShownDriven, readAbsence } from '../src/hooks/presence.js';
import { layoutFor } from '../src/layout/layout.js';
import { countLanes, lanesPanel } from '../src/panels/lanes.js';
import { phaseStrip } from '../src/panels/phase-strip.js';
import { countSlots, workersPanel } from '../src/panels/workers.js';
import type { Line } from '../src/text/line.js';
import { NOW, countsOf, snapshot, worker } from './study.js';
import { plots } from './whole-study.js';

const textOf = (line: Line | undefined): string =>
  typeof line === 'string'
    ? line
    : (line ?? []).map((each) => (typeof each === 'string' ? each : each.text)).join('');

describe('the strip of phases', () => {
  const finalists = { top: 2, seeds: 3, controls: ['random'], controlSeeds: 3 };
  const nothing = { trials: 0, over: 0, running: 0, epochsDone: 0, epochsTotal: 0 };
  const studyWith = (
    fields: object,
    phases: Partial<Snapshot['study']['phases']> = {},
  ): Snapshot['study'] => ({
    ...snapshot.study,
    spec: studySpecSchema.parse({ name: 'one', dataset: { name: 'mnist' }, trials: 12, ...fields }),
    phases: {
      search: { ...nothing, trials: 12, over: 12, epochsDone: 60 },
      finalist: nothing,
      control: nothing,
      ...phases,
    },
  });

  const open = (budget: object) => phaseStrip(studyWith({ trials: null, budget }), 79);

  it('counts what is planned, with a bar for each phase that has begun', () => {
    const finalist = { ...nothing, trials: 6, over: 2 };
    // 80 cells less 43 of text leave 18 for each of two bars and the space before it: 17
    // cells, and a third of them, rounded down
    expect(phaseStrip(studyWith({ finalists }, { finalist }), 80)).toBe(
      'search █████████████████ 12/12 ▸ finalists █████░░░░░░░░░░░░ 2/6 ▸ controls 0/3',
    );
  });

  it('says of a search with rungs that its trials have been judged, and how many are open though all have', () => {
    const rungs = { finalists, pruner: { name: 'asha' } };
    const counts = countsOf({ running: 1, waiting: 1, pruned: 10 });
    const search = { ...nothing, trials: 12, over: 7 };
    expect(phaseStrip({ ...studyWith(rungs, { search }), counts }, 52)).toBe(
      'search 7/12 judged ▸ finalists 0/6 ▸ controls 0/3',
    );
    expect(phaseStrip({ ...studyWith(rungs), counts }, 60)).toBe(
      'search 12/12 judged, 2 open ▸ finalists 0/6 ▸ controls 0/3',
    );
    const finalist = { ...nothing, trials: 6, over: 4 };
    expect(phaseStrip({ ...studyWith(rungs, { finalist }), counts }, 46)).toBe(
      'search 12/12 ▸ finalists 4/6 ▸ controls 0/3',
    );
  });

  it('gives up its bars, then the phases that are over, then names, as it gets narrower', () => {
    const study = studyWith({ finalists }, { finalist: { ...nothing, trials: 6, over: 2 } });
    expect(phaseStrip(study, 46)).toBe('search 12/12 ▸ finalists 2/6 ▸ controls 0/3');
    expect(phaseStrip(study, 40)).toBe('finalists 2/6 ▸ controls 0/3');
    expect(phaseStrip(study, 20)).toBe('finalists 2/6 ▸ 0/3');
  });

  it('says by what a search ends whose number of trials is open', () => {
    expect(open({ epochs: 120 })).toBe('search ████████████░░░░░░░░░░░░ 12 so far, 60/120 epochs');
    expect(open({ target: 0.03 })).toBe('search 12 so far, until 3.00%');
    expect(open({ patience: 7 })).toBe('search 12 so far, until 7 no better');
    // 100 s of half an hour: one of 24 cells
    expect(open({ hours: 0.5 })).toBe('search █░░░░░░░░░░░░░░░░░░░░░░░ 12 so far, 1m40s/30m00s');
  });
});

describe('the clock of a study', () => {
  it('keeps going between two readings of what the coordinator wrote, and stands still without it', () => {
    const clock = readClock(null, 100, 1_000);
    expect(readClock(clock, 100, 3_000)).toBe(clock);
    expect(moveClock(clock, true, 3_000).shown).toBe(102);
    expect(moveClock(clock, true, 60_000).shown).toBe(105);
    expect(moveClock(clock, false, 3_000).shown).toBe(100);
    expect(readClock(clock, 105, 6_000)).toMatchObject({ written: 105, seenAt: 6_000 });
  });

  it('never goes back: not where nothing trains for a moment, nor by what the coordinator writes at the end', () => {
    const clock = moveClock(readClock(null, 35, 1_000), true, 3_000);
    expect([clock.shown, moveClock(clock, false, 4_000).shown]).toEqual([37, 37]);
    const end = moveClock(readClock(clock, 36, 4_000), false, 4_000);
    expect(end.shown).toBe(37);
    expect(moveClock(readClock(end, 40, 9_000), false, 9_000).shown).toBe(40);
  });
});

describe('the lanes of workers', () => {
  const area = { width: 81, height: 5 };

  it('have one for each trial at once, the present on the right', () => {
    const [title, first, second] = lanesPanel(snapshot, plots, area).map(textOf);
    expect(title).toBe('workers  1/2 busy  the last 1m30s, trials by number');
    // 60 cells for 90 s: trial 1 ran from 0 to 40 s, trial 2 from 30 to 70 s, trial 3 runs since 80 s.
    expect(first).toMatch(/^ box-17-abc {10}1━+◇ +3━+●$/);
    expect(second).toMatch(/^ {21} +2━+✓ +$/);
    expect(first).toHaveLength(81);
  });

  it('stand still once the study is over', () => {
    const study = { ...snapshot.study, state: 'complete' as const, lastEventAt: NOW };
    const later = { ...snapshot, now: new Date(NOW.getTime() + 3_600_000) };
    expect(lanesPanel({ ...later, study }, plots, area)).toEqual(lanesPanel(snapshot, plots, area));
  });

  it('are counted as they are drawn, also those of workers that have left', () => {
    expect(countLanes(snapshot, plots)).toBe(2);
    const left = { ...plots.attempts[1]!, worker: 'box-9-gone' };
    expect(countLanes(snapshot, { attempts: [...plots.attempts, left] })).toBe(3);
  });

  it('say how many are not shown', () => {
    const lines = lanesPanel(snapshot, plots, { width: 81, height: 2 });
    expect(textOf(lines.at(-1))).toBe('and 2 more lanes');
  });
});

const linesOf = (workers: Snapshot['workers'], width: number, height: number): string[] =>
  workersPanel({ ...snapshot, workers }, { width, height }).map(textOf);

describe('the workers', () => {
  const [run] = worker.runs;
  const busy = { ...worker, runs: [run!, { ...run!, trial: 7, epoch: 5, step: 422 }] };

  it('show how far each trial is, to its end or the next rung, on a line of its own', () => {
    // Half of the second of 5 epochs is done: 1.5 of them, or 1.8 of 6 cells.
    expect(linesOf([busy], 90, 3)).toEqual([
      'workers',
      '  box-17-abc  2/2 busy  82.5 steps/s  trial 0 █░░░░░ epoch 2/5  onnx on CPU, 1 thread',
      `${' '.repeat(38)}trial 7 ██████ epoch 5/5`,
    ]);
  });

  it('show as many trials as fit where workers have but a line each, and count the others', () => {
    const other = { ...busy, id: 'box-18-with-a-long-name' };
    expect(countSlots({ ...snapshot, workers: [busy, other] })).toBe(4);
    expect(linesOf([busy, other], 79, 3)).toEqual([
      'workers (2)',
      '  box-17-abc            2/2 busy  trial 0 █░░░░░ epoch 2/5  +1 more',
      '  box-18-with-a-long-…  2/2 busy  trial 0 █░░░░░ epoch 2/5  +1 more',
    ]);
    expect(linesOf([busy, other], 130, 3)[2]).toMatch(
      /82\.5 steps\/s .* trial 7 █+ epoch 5\/5 {2}onnx on CPU, 1 thread$/,
    );
  });

  it('leave out their pace where a trial would not fit beside it', () => {
    expect(linesOf([busy], 50, 3)[1]).toMatch(/2\/2 busy {2}trial 0 █░░░░░ epoch 2\/5$/);
  });
});

describe('the layout', () => {
  const wishes = { trials: 300, workers: 2, lanes: 4 };

  it.each([
    [99, 60, 'narrow'],
    [100, 24, 'medium'],
    [160, 44, 'medium'],
    [159, 60, 'medium'],
    [160, 45, 'wide'],
  ])('of %i×%i is %s', (columns, rows, kind) => {
    expect(layoutFor(columns, rows, wishes).kind).toBe(kind);
  });

  it('gives rows that the table leaves empty to lanes and workers that need more than their share', () => {
    // 60 rows less one to spare, footer, heading, best and three of the header leave 53: a fifth is 10 for 300 trials,
    // and 10 trials and the plots (a third, rounded down: 16) leave 27.
    expect(layoutFor(200, 60, { ...wishes, lanes: 20 }).workers.height).toBe(10);
    expect(layoutFor(200, 60, { trials: 10, workers: 2, lanes: 20 }).workers.height).toBe(21);
    expect(layoutFor(120, 40, { trials: 10, workers: 15, lanes: 0 }).workers.height).toBe(16);
  });

  it('gives events what else the table leaves empty, beneath it and beside the trial', () => {
    // 40 rows less one to spare, footer, heading, best and three of the header leave 33; a fifth of them is 6, and 4
    // events are enough where there are more trials than rows.
    expect(layoutFor(120, 40, wishes).activity.height).toBe(1 + 4);
    const few = layoutFor(120, 40, { trials: 10, workers: 2, lanes: 0 });
    expect([few.table.height, few.workers.height, few.activity.height]).toEqual([10, 3, 20]);
    expect([few.detail.height, few.activity.width]).toEqual([34, few.table.width]);
  });

  it('gives rows that the table leaves empty to the plots', () => {
    const few = layoutFor(200, 60, { ...wishes, trials: 10 });
    expect(few.plot.height).toBeGreaterThan(layoutFor(200, 60, wishes).plot.height);
    expect(few.table.height).toBeGreaterThanOrEqual(10);
  });
});

describe('whether a sweep is seen', () => {
  it('is doubted for four seconds, and then shown, though the database still says that it is driven', () => {
    let absence = readAbsence(null, true, 0);
    expect(isShownDriven(true, absence, 0)).toBe(true);
    absence = readAbsence(readAbsence(absence, false, 1_000), false, 4_500);
    expect(isShownDriven(true, absence, 4_999)).toBe(true);
    expect(isShownDriven(true, absence, 5_000)).toBe(false);
    absence = readAbsence(absence, true, 5_500);
    expect(isShownDriven(true, absence, 5_500)).toBe(true);
  });

  it('is known at once where the database has had no sign of life for long', () => {
    expect(isShownDriven(false, readAbsence(null, false, 0), 0)).toBe(false);
  });
});
