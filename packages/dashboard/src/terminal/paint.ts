import { beginUpdate, endUpdate, eraseBelow, eraseLine, moveToRow, resetStyle } from './control-sequences.js';

/** The lines of a frame that are shown on a screen of so many rows: all but its last one, so that it never scrolls. */
export const linesThatFit = (frame: string, rows: number): string[] =>
  frame.split('\n').slice(0, Math.max(1, rows - 1));

/**
 * What makes a screen that shows the lines `shown` show `next`: each line that differs is written at its place, and
 * what is below the last is erased. Empty where nothing differs. Nothing depends on where the cursor is.
 */
export function paint(shown: readonly string[], next: readonly string[]): string {
  const changed = next.flatMap((line, row) =>
    line === shown[row] ? [] : [`${moveToRow(row)}${eraseLine}${line}${resetStyle}`],
  );
  if (shown.length > next.length) changed.push(`${moveToRow(next.length)}${eraseBelow}`);
  return changed.length === 0 ? '' : `${beginUpdate}${changed.join('')}${endUpdate}`;
}
