import type { Area } from '../layout/layout.js';
import { fit } from './fit.js';
import { piece, type Line } from './line.js';

/** As many of the lines as fit, from line `scroll` on; where that is not all, the last one says which they are. */
export function scrolled(lines: readonly Line[], scroll: number, { width, height }: Area): Line[] {
  if (lines.length <= height) return [...lines];
  const rows = Math.max(1, height - 1);
  const from = Math.max(0, Math.min(scroll, lines.length - rows));
  const shown = lines.slice(from, from + rows);
  if (height < 2) return shown;
  const where = `${from > 0 ? '↑' : ' '}${from + rows < lines.length ? '↓' : ' '} lines ${from + 1}–${from + shown.length} of ${lines.length}`;
  return [...shown, [piece(fit(where, width), { dim: true })]];
}
