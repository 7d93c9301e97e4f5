const LEVELS = '▁▂▃▄▅▆▇█';

/**
 * A curve as `width` block characters, its largest value highest. A longer curve is sampled, always with its last point;
 * a shorter one is padded on the right.
 */
export function sparkline(values: readonly number[], width: number): string {
  if (values.length === 0 || width <= 0) return ' '.repeat(Math.max(0, width));
  const points = values.length <= width ? values : sample(values, width);
  const low = Math.min(...points);
  const span = Math.max(...points) - low;
  const level = (value: number): string =>
    LEVELS[span === 0 ? 0 : Math.round(((value - low) / span) * (LEVELS.length - 1))] ?? '';
  return points.map(level).join('').padEnd(width);
}

function sample(values: readonly number[], width: number): number[] {
  const stride = (values.length - 1) / Math.max(1, width - 1);
  return Array.from({ length: width }, (_, index) => values[Math.round(index * stride)] ?? 0);
}

/** A bar of `width` cells, `share` of them filled. */
export function progressBar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}
