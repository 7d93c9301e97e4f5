import type { FieldSpread } from '@ram-sweep/store/read';
import { Braille } from './braille.js';

/** Dots across and up a strip of so many cells. */
export const stripDots = (columns: number, rows: number) => ({ columns: columns * 2, rows: rows * 4 });

/** Where the trials of a search lie: across by a field's value, up by validation error, the best at the bottom. */
export function strip({ cells }: FieldSpread, columns: number, rows: number): string[] {
  const picture = new Braille(columns, rows);
  for (const { column, row } of cells) picture.dot(column, row);
  return picture.lines();
}
