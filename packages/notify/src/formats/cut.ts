/** The text, or as much of it as fits into `most` units of `size`, with an ellipsis. No character is cut in two. */
export function cutTo(
  text: string,
  most: number,
  { size, escape = (character) => character }: Cutting,
): string {
  const parts: string[] = [];
  let used = 0;
  let fits = 0;
  for (const character of text) {
    const part = escape(character);
    used += size(part);
    if (used > most) return `${parts.slice(0, fits).join('')}…`;
    parts.push(part);
    if (used <= most - size('…')) fits = parts.length;
  }
  return parts.join('');
}

interface Cutting {
  /** How much of the room a piece of text takes. */
  readonly size: (text: string) => number;
  /** What stands for a character. Default: itself. */
  readonly escape?: (character: string) => string;
}

export const inUnits = (text: string): number => text.length;
export const inBytes = (text: string): number => Buffer.byteLength(text);
