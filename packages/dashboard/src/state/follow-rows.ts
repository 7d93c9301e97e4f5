import type { Leaderboard } from '@ram-sweep/results';
import type { View } from './view.js';

/**
 * The view after a reading that was asked for with it: the cursor where its row is by now. A cursor that was moved
 * beyond what had been read, or whose row is not in the list any more, as behind a filter, takes the row that it finds:
 * what is marked is what keys act on. One that was never moved stays on the top, and a trial that is open stays open.
 */
export function followRows(view: View, { rows, offset, position }: Leaderboard): View {
  const { cursor } = view;
  const found = rows[position - offset]?.id ?? null;
  const hasLost = cursor.row === null ? position > 0 : view.screen === 'list' && found !== null;
  const row = hasLost ? found : cursor.row;
  if (row === cursor.row && position === cursor.position && offset === view.offset) return view;
  return { ...view, cursor: { row, position }, offset };
}
