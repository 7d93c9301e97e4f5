import type { RandomStream } from '@ram-sweep/random';

/**
 * A normal value within [low, high], by rejection: the mean is inside and the deviation no larger than the interval, so
 * at least every third one is. A rounded mean of an interval without width is the interval.
 */
export function drawTruncated(
  { mean, deviation, low, high }: { mean: number; deviation: number; low: number; high: number },
  random: RandomStream,
): number {
  for (;;) {
    const value = mean + deviation * random.normal();
    if (value >= low && value <= high) return value;
  }
}
