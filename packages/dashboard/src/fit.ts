/** Exactly `width` characters in one line: cut with an ellipsis, or padded. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  if (line.length > width) return `${line.slice(0, width - 1)}…`;
  return align === 'right' ? line.padStart(width) : line.padEnd(width);
}
