import { cellsOf, cut, oneLine } from './cells.js';

/** How a piece of a line looks. Colour is for the glyph of a state and for the best row; all else reads without. */
export interface Look {
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
  readonly colour?: 'green' | 'yellow' | 'red' | 'magenta';
}

export interface Piece extends Look {
  readonly text: string;
}

/** One line of the screen, from left to right. */
export type Line = string | readonly (string | Piece)[];

export const piece = (text: string, look: Look = {}): Piece => ({ ...look, text });

const piecesOf = (line: Line): readonly Piece[] =>
  (typeof line === 'string' ? [line] : line).map((each) =>
    typeof each === 'string' ? { text: each } : each,
  );

/** The line as exactly `width` cells: cut with an ellipsis, or padded. */
export function fitLine(line: Line, width: number): readonly Piece[] {
  const pieces = piecesOf(line).map((each) => ({ ...each, text: oneLine(each.text) }));
  const cells = pieces.reduce((sum, { text }) => sum + cellsOf(text), 0);
  if (cells <= width) return [...pieces, { text: ' '.repeat(width - cells) }];
  const kept: Piece[] = [];
  let room = Math.max(0, width - 1);
  for (const each of pieces) {
    const text = cut(each.text, room);
    kept.push({ ...each, text });
    room -= cellsOf(text);
    if (text !== each.text) break;
  }
  const last = kept.at(-1) ?? { text: '' };
  const filler = ' '.repeat(room);
  return width <= 0 ? [] : [...kept.slice(0, -1), { ...last, text: `${last.text}…${filler}` }];
}

/** The whole line in one look beneath what its pieces have of their own. */
export const looking = (line: Line, look: Look): Line => piecesOf(line).map((each) => ({ ...look, ...each }));

/** Exactly `height` lines of exactly `width` cells. */
export function block(lines: readonly Line[], width: number, height: number): (readonly Piece[])[] {
  return Array.from({ length: Math.max(0, height) }, (_, index) => fitLine(lines[index] ?? '', width));
}

/** Blocks of the same height beside each other, `gap` cells between them. */
export function beside(blocks: readonly (readonly (readonly Piece[])[])[], gap = ' '): Line[] {
  const height = Math.max(0, ...blocks.map(({ length }) => length));
  return Array.from({ length: height }, (_, row) =>
    blocks.flatMap((each, index) => [...(index > 0 ? [{ text: gap }] : []), ...(each[row] ?? [])]),
  );
}
