import { interval } from '@ram-sweep/format';
import type { Finding } from '@ram-sweep/results';
import type { MeanInterval } from '@ram-sweep/search/finalists';

/** Columns of the longest bar. */
const WIDTH = 36;

/**
 * The error of each policy as a bar, the learned one first: solid up to the lower end of its 95% interval,
 * shaded from there to the upper end. Bars whose shades do not overlap differ.
 */
export function policyBars({ learned, controls }: Pick<Finding, 'learned' | 'controls'>): string[] {
  const rows = [{ policy: 'learned', error: learned }, ...controls];
  const longest = Math.max(...rows.map(({ error }) => upperEnd(error)));
  const name = Math.max(...rows.map(({ policy }) => policy.length));
  const value = Math.max(...rows.map(({ error }) => interval(error).length));
  return rows.map(({ policy, error }) => {
    const bar = drawBar(error, longest).padEnd(WIDTH);
    return `${policy.padEnd(name)}  ${bar}  ${interval(error).padStart(value)}`;
  });
}

const upperEnd = ({ mean, halfWidth }: MeanInterval): number => Math.min(1, mean + (halfWidth ?? 0));

function drawBar(error: MeanInterval, longest: number): string {
  const columns = (share: number): number => (longest > 0 ? Math.round((share / longest) * WIDTH) : 0);
  const solid = columns(Math.max(0, error.mean - (error.halfWidth ?? 0)));
  return '█'.repeat(solid) + '▒'.repeat(columns(upperEnd(error)) - solid);
}
