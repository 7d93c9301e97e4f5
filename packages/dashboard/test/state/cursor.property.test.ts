import { scrollTo, type Leaderboard, type RowId } from '@ram-sweep/results';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { followRows } from '../../src/state/follow-rows.js';
import { pressKey } from '../../src/state/press-key.js';
import { firstView, type View } from '../../src/state/view.js';
import { lineOf, trained } from '../study.js';

const clamp = (position: number, most: number): number => Math.max(0, Math.min(position, most));

/** What a reading of these trials, in this order, would show for a view. */
function readingOf(order: readonly number[], view: View, pageRows: number): Leaderboard {
  const found = order.indexOf(view.cursor.row as number);
  const position = found >= 0 ? found : clamp(view.cursor.position, order.length - 1);
  const offset = clamp(scrollTo(view.offset, position, pageRows), order.length - pageRows);
  const rows = order.slice(offset, offset + pageRows).map((number) => lineOf(trained(number, [0.5])));
  return { rows, offset, position, total: order.length, seeds: { total: 0, above: 0 } };
}

const keys = ['up', 'down', 'page-up', 'page-down', 'first', 'last'] as const;

/** Either keys are pressed, or the trials are in another order, some of them behind a filter. */
const step = fc.oneof(
  fc.record({ keys: fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 5 }) }),
  fc.record({ order: fc.shuffledSubarray([...Array(40).keys()], { minLength: 1, maxLength: 40 }) }),
);

it('the cursor stays with its trial when rows move, and in sight whatever is pressed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (steps, pageRows) => {
      let order = [...Array(40).keys()];
      let view = firstView;
      let shown = readingOf(order, view, pageRows);
      for (const each of steps) {
        const before: RowId | null = view.cursor.row;
        if ('keys' in each) {
          for (const key of each.keys)
            view = pressKey(view, key, { ...shown, pageRows, sorts: ['rank'], searchedFields: 0 }).view;
        } else order = each.order;
        shown = readingOf(order, view, pageRows);
        view = followRows(view, shown);
        const isThere = before === null || order.includes(before as number);
        if ('order' in each && isThere) expect(view.cursor.row).toBe(before);
        const under = shown.rows[view.cursor.position - shown.offset];
        expect(under?.id).toBe(view.cursor.row ?? order[0]);
        expect(view.offset).toBe(shown.offset);
      }
    }),
  );
});
