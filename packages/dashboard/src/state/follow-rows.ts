import type { Leaderboard } from '@ram-sweep/results';
import type { View } from './view.js';

/**
 * The view after a reading that was asked for with it: the cursor where its row is by now. A cursor that was moved beyond
 * what had been read takes the row that it finds; one that was never moved stays on the top.
 */
export function followRows(view: View, { rows, offset, position }: Leaderboard): View {
  const { cursor } = view;
  const row = cursor.row ?? (position > 0 ? (rows[position - offset]?.id ?? null) : null);
  if (row === cursor.row && position === cursor.position && offset === view.offset) return view;
  return { ...view, cursor: { row, position }, offset };
}
