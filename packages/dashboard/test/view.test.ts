import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressBar, sparkline } from '../src/sparkline.js';
import { fit } from '../src/fit.js';
import { firstView, pressKey, type Key } from '../src/view.js';

const situation = { trials: 30, pageRows: 10, trialAtCursor: 7 };

const press = (selected: number, key: Key) =>
  pressKey({ ...firstView, selected }, key, situation).view.selected;

describe('keys', () => {
  it('move the cursor and stop at both ends', () => {
    expect(press(0, 'up')).toBe(0);
    expect(press(0, 'down')).toBe(1);
    expect(press(25, 'page-down')).toBe(29);
    expect(press(5, 'page-up')).toBe(0);
    expect(press(5, 'last')).toBe(29);
    expect(press(5, 'first')).toBe(0);
  });

  it('go round the orders and start again at the top', () => {
    const { view } = pressKey({ ...firstView, selected: 4 }, 'sort', situation);
    expect(view).toMatchObject({ sort: 'number', selected: 0 });
  });

  it('stop a trial only after yes', () => {
    const asked = pressKey(firstView, 'stop', situation).view;
    expect(asked.stopping).toBe(7);
    expect(pressKey(asked, 'yes', situation)).toEqual({
      view: firstView,
      effect: { kind: 'stop-trial', trial: 7 },
    });
    expect(pressKey(asked, 'down', situation)).toEqual({ view: firstView });
  });

  it('ask for the glimpses and the config of the trial under the cursor, or of the one that is open', () => {
    const open = { ...firstView, opened: 3 };
    for (const [key, kind] of [
      ['glimpses', 'show-glimpses'],
      ['yes', 'copy-config'],
    ] as const) {
      expect(pressKey(firstView, key, situation)).toEqual({ view: firstView, effect: { kind, trial: 7 } });
      expect(pressKey(open, key, situation).effect).toEqual({ kind, trial: 3 });
      expect(pressKey(firstView, key, { ...situation, trialAtCursor: null })).toEqual({ view: firstView });
    }
  });

  it('close an open trial before they leave', () => {
    const open = pressKey(firstView, 'open', situation).view;
    expect(open.opened).toBe(7);
    expect(pressKey(open, 'quit', situation)).toEqual({ view: firstView });
    expect(pressKey(firstView, 'quit', situation).effect).toEqual({ kind: 'leave' });
  });

  it('interrupt from anywhere', () => {
    const anywhere = [firstView, { ...firstView, opened: 3 }, { ...firstView, stopping: 3 }];
    for (const view of anywhere)
      expect(pressKey(view, 'interrupt', situation).effect).toEqual({ kind: 'interrupt' });
  });

  it('keep the cursor in sight, whatever is pressed', () => {
    const keys: Key[] = ['up', 'down', 'page-up', 'page-down', 'first', 'last', 'sort'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...keys)),
        fc.integer({ min: 1, max: 40 }),
        (pressed, pageRows) => {
          let view = firstView;
          for (const key of pressed) {
            view = pressKey(view, key, { ...situation, pageRows }).view;
            expect(view.selected).toBeGreaterThanOrEqual(view.offset);
            expect(view.selected).toBeLessThan(view.offset + pageRows);
          }
        },
      ),
    );
  });
});

describe('small pictures', () => {
  it('draw a curve between its smallest and its largest value', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([3, 3], 4)).toBe('▁▁  ');
    expect(sparkline([], 3)).toBe('   ');
  });

  it('keep first and last point of a long curve', () => {
    const line = sparkline(
      Array.from({ length: 100 }, (_, index) => index),
      10,
    );
    expect(line).toHaveLength(10);
    expect(line.startsWith('▁') && line.endsWith('█')).toBe(true);
  });

  it('fill a bar by its share', () => {
    expect(progressBar(0.5, 4)).toBe('██░░');
    expect(progressBar(2, 4)).toBe('████');
  });

  it('cut text to its width and never beyond', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 20 }),
        (text, width) => fit(text, width).length === width,
      ),
    );
    expect(fit('leaderboard', 6)).toBe('leade…');
  });
});
