const LEVELS = '▁▂▃▄▅▆▇█';

/** An error of 0 has no logarithm: it is drawn like that of one image in ten thousand. */
const SMALLEST_ERROR = 1e-4;

export const logOf = (error: number): number => Math.log(Math.max(error, SMALLEST_ERROR));

/**
 * A curve of errors as `width` block characters on a log scale, its largest value highest. A longer curve is sampled,
 * always with its last point; a shorter one is padded on the right.
 */
export function sparkline(values: readonly number[], width: number): string {
  if (values.length === 0 || width <= 0) return ' '.repeat(Math.max(0, width));
  const points = sample(values, width).map(logOf);
  const low = Math.min(...points);
  const span = Math.max(...points) - low;
  const level = (value: number): string =>
    LEVELS[span === 0 ? 0 : Math.round(((value - low) / span) * (LEVELS.length - 1))] ?? '';
  return points.map(level).join('').padEnd(width);
}

/** At most `most` of the values, evenly spread, with the first and the last. */
function sample<Value>(values: readonly Value[], most: number): readonly Value[] {
  if (values.length <= most) return values;
  if (most <= 1) return values.slice(-1);
  const stride = (values.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => values[Math.round(index * stride)]!);
}

/** A bar of `width` cells, `share` of them filled. */
export function progressBar(share: number, width: number): string {
  const filled = Math.floor(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(filled) + '░'.repeat(Math.max(0, width - filled));
}
