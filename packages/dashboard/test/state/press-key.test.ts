import type { LeaderboardRow } from '@ram-sweep/results';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../src/state/keys.js';
import { pressKey } from '../../src/state/press-key.js';
import type { Situation } from '../../src/state/situation.js';
import { firstView, openedTrials, type View } from '../../src/state/view.js';
import { lineOf, trained } from '../study.js';
import { whole } from '../whole-study.js';

/** Positions 10 to 19 of 30 trials are read; the trial at position n has number 100 + n. */
const rows = Array.from({ length: 10 }, (_, index) => lineOf(trained(110 + index, [0.5])));
const situation: Situation = {
  rows,
  offset: 10,
  total: 30,
  pageRows: 10,
  sorts: ['rank', 'number', { field: 'std' }],
  searchedFields: 3,
};

const at = (position: number): View => ({
  ...firstView,
  offset: 10,
  cursor: { row: rows[position - 10]?.id ?? null, position },
});
const press = (view: View, ...keys: Key[]): View =>
  keys.reduce((before, key) => pressKey(before, key, situation).view, view);
const effectOf = (view: View, key: Key) => pressKey(view, key, situation).effect;

describe('keys in the list', () => {
  it('move the cursor to the row that is there, and stop at both ends', () => {
    expect(press(at(12), 'down').cursor).toEqual({ row: 113, position: 13 });
    expect(press(at(12), 'up', 'up').cursor).toEqual({ row: 110, position: 10 });
    expect(press(at(12), 'first').cursor.position).toBe(0);
    expect(press(at(12), 'last').cursor.position).toBe(29);
    expect(press(at(12), 'last', 'down').cursor.position).toBe(29);
    expect(press(at(12), 'page-up', 'page-up').cursor.position).toBe(0);
  });

  it('leave open which row it is where that was not read', () => {
    expect(press(at(12), 'page-down').cursor).toEqual({ row: null, position: 22 });
  });

  it('scroll no further than the cursor needs', () => {
    expect(press(at(19), 'down').offset).toBe(11);
    expect(press(at(10), 'up').offset).toBe(9);
    expect(press(at(15), 'down').offset).toBe(10);
  });

  it('go round the orders in both directions, and reverse them', () => {
    expect(press(firstView, 'sort').sort).toBe('number');
    expect(press(firstView, 'sort', 'sort', 'sort').sort).toBe('rank');
    expect(press(firstView, 'sort-back').sort).toEqual({ field: 'std' });
    expect(press(firstView, 'reverse').reverse).toBe(true);
  });

  it('scroll the searched fields sideways, up to the last', () => {
    expect(press(firstView, 'left').fieldOffset).toBe(0);
    expect(press(firstView, 'right', 'right', 'right', 'right').fieldOffset).toBe(2);
  });

  it('leave with q, and interrupt from anywhere', () => {
    expect(effectOf(firstView, 'quit')).toEqual({ kind: 'leave' });
    const views = [
      firstView,
      press(at(12), 'open'),
      press(at(12), 'stop'),
      press(firstView, 'filter'),
      press(firstView, 'help'),
    ];
    for (const view of views) expect(effectOf(view, 'interrupt')).toEqual({ kind: 'interrupt' });
  });

  it('show the seeds of a config, and hide them again', () => {
    const [group] = whole.leaderboard.rows as [LeaderboardRow];
    const on = { ...situation, rows: [group], offset: 0 };
    const shown = pressKey(firstView, 'open', on).view;
    expect(shown.expanded).toEqual([group.id]);
    expect(shown.screen).toBe('list');
    expect(pressKey(shown, 'open', on).view.expanded).toEqual([]);
  });

  it('ask for glimpses and config of the trial under the cursor, of a config those of its best seed', () => {
    expect(effectOf(at(12), 'glimpses')).toEqual({ kind: 'show-glimpses', trial: 112 });
    expect(effectOf(at(12), 'copy')).toEqual({ kind: 'copy-config', trial: 112 });
    const [group] = whole.leaderboard.rows as [LeaderboardRow];
    const on = { ...situation, rows: [group], offset: 0 };
    // The seeds have 3.9% and 4.1%.
    expect(pressKey(firstView, 'glimpses', on).effect).toEqual({ kind: 'show-glimpses', trial: 12 });
  });
});

describe('keys on a trial', () => {
  const open = press(at(12), 'open');

  it('open it, scroll it and close it, before they leave', () => {
    expect(openedTrials(open)).toEqual([112]);
    expect(press(open, 'down', 'down', 'up').scroll).toBe(1);
    expect(press(open, 'down', 'back')).toMatchObject({ screen: 'list', scroll: 0 });
    expect(press(open, 'quit').screen).toBe('list');
    expect(effectOf(open, 'quit')).toBeUndefined();
  });

  it('move to the next and back to the previous one', () => {
    expect(openedTrials(press(open, 'next'))).toEqual([113]);
    expect(openedTrials(press(open, 'right', 'previous', 'left'))).toEqual([111]);
    expect(press({ ...open, cursor: { row: 129, position: 29 } }, 'next').cursor.position).toBe(29);
  });

  it('pass over configs of several trainings', () => {
    const [group] = whole.leaderboard.rows as [LeaderboardRow];
    const mixed = { ...situation, rows: [rows[0]!, group, rows[2]!], offset: 10 };
    const view = { ...open, cursor: { row: 110, position: 10 } };
    expect(openedTrials(pressKey(view, 'next', mixed).view)).toEqual([112]);
  });
});

describe('two trials', () => {
  it('stand side by side: the marked one and that under the cursor', () => {
    const marked = press(at(12), 'mark');
    expect(marked.marked).toBe(112);
    const both = press(marked, 'down', 'compare');
    expect(openedTrials(both)).toEqual([112, 113]);
    expect(openedTrials(press(both, 'next'))).toEqual([112, 114]);
    expect(press(both, 'compare').screen).toBe('list');
  });

  it('need a mark first, which = sets and space or esc take off', () => {
    const { view: asked, effect } = pressKey(at(12), 'compare', situation);
    expect(asked).toMatchObject({ screen: 'list', marked: 112 });
    const text = 'trial 112 is marked; move to another one and press = to compare them';
    expect(effect).toEqual({ kind: 'say', text });
    expect(effectOf(asked, 'compare')).toEqual(effect);
    expect(press(asked, 'mark').marked).toBeNull();
    expect(press(asked, 'back').marked).toBeNull();
  });
});

describe('stopping a trial', () => {
  const running = rows.map((row) =>
    row.kind === 'trial' ? { ...row, trial: { ...row.trial, state: 'running' } } : row,
  );
  const live: Situation = { ...situation, rows: running as readonly LeaderboardRow[] };

  it('is not offered for one that is over', () => {
    expect(pressKey(at(12), 'stop', situation)).toEqual({
      view: at(12),
      effect: { kind: 'say', text: 'trial 112 is complete: there is nothing to stop' },
    });
  });

  it('happens only after y', () => {
    const asked = pressKey(at(12), 'stop', live).view;
    expect(asked.stopping).toBe(112);
    expect(pressKey(asked, 'copy', situation)).toEqual({
      view: at(12),
      effect: { kind: 'stop-trial', trial: 112 },
    });
    expect(pressKey(asked, 'down', situation)).toEqual({ view: at(12) });
  });
});

const type = (view: View, text: string): View => press(view, { text });

describe('a filter', () => {
  it('is typed, applied and dropped', () => {
    const typed = type(type(press(firstView, 'filter'), 'std>0.1'), 'x');
    expect(typed.prompt).toMatchObject({ text: 'std>0.1x' });
    const applied = press(typed, 'erase', 'open');
    expect(applied.prompt).toBeNull();
    expect(applied.filter).toEqual({
      text: 'std>0.1',
      conditions: [{ kind: 'field', field: 'std', comparison: '>', value: 0.1 }],
    });
    const again = type(press(applied, 'filter'), 'std<1');
    expect(again.prompt?.text).toBe('std<1');
    expect(again.filter.text).toBe('std>0.1');
    expect(press(again, 'up').prompt?.text).toBe('std>0.1');
    expect(press(applied, 'filter', 'open').filter).toEqual(firstView.filter);
    expect(press(applied, 'back').filter.text).toBe('');
  });

  it('with a mistake is not applied: what is wrong is said, and it can be mended', () => {
    const wrong = press(type(press(firstView, 'filter'), 'colour=red'), 'open');
    expect(wrong.prompt?.error).toMatch(/"colour" is no field/);
    expect(wrong.filter.conditions).toEqual([]);
    expect(press(wrong, 'back').prompt).toBeNull();
  });

  it('takes letters that mean something elsewhere', () => {
    expect(pressKey(press(firstView, 'filter'), { text: 'q' }, situation)).toMatchObject({
      view: { prompt: { text: 'q' } },
    });
  });
});

describe('the help', () => {
  it('scrolls, and closes with any other key', () => {
    const help = press(firstView, 'help');
    expect(press(help, 'down')).toMatchObject({ help: true, scroll: 1 });
    expect(press(help, 'quit')).toMatchObject({ help: false, scroll: 0 });
    expect(effectOf(help, 'quit')).toBeUndefined();
  });
});
