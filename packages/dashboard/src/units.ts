/** A share as an error in per cent: 0.0412 → `4.12 %`. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(2)} %`;

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** Seconds in at most six characters: `42s`, `3m05s`, `2h07m`, `3d04h`. */
export function shortDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h${two((seconds % 3_600) / 60)}m`;
  return `${Math.floor(seconds / 86_400)}d${two((seconds % 86_400) / 3_600)}h`;
}

/** Any param in few characters; numbers with three digits. */
export const shortValue = (value: unknown): string =>
  typeof value === 'number'
    ? Number.isInteger(value)
      ? String(value)
      : String(Number(value.toPrecision(3)))
    : typeof value === 'string' || typeof value === 'boolean'
      ? String(value)
      : '–';

/** Exactly `width` characters in one line: cut with an ellipsis, or padded. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  if (line.length > width) return `${line.slice(0, width - 1)}…`;
  return align === 'right' ? line.padStart(width) : line.padEnd(width);
}
