import { cellsOf, cut, oneLine } from './cells.js';

/** Exactly `width` cells in one line: cut with an ellipsis, or padded. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  const line = oneLine(text);
  const shown = cellsOf(line) > width ? `${cut(line, width - 1)}…` : line;
  const padding = ' '.repeat(Math.max(0, width - cellsOf(shown)));
  return align === 'right' ? padding + shown : shown + padding;
}

/** Words into lines of at most `width` cells, `gap` spaces between them; a longer word is cut into several lines. */
export function wrap(words: readonly string[], width: number, gap = 2): string[] {
  const lines: string[] = [];
  for (const word of words.flatMap((each) => pieces(oneLine(each), Math.max(2, width)))) {
    const last = lines.at(-1);
    if (last !== undefined && cellsOf(last) + cellsOf(word) + gap <= width)
      lines[lines.length - 1] = last + ' '.repeat(gap) + word;
    else lines.push(word);
  }
  return lines;
}

function pieces(word: string, width: number): string[] {
  const found: string[] = [];
  let rest = word;
  while (cellsOf(rest) > width) {
    const piece = cut(rest, width);
    found.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...found, rest];
}
