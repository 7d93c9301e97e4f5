import { interval } from '@ram-sweep/format';
import type { AttentionVerdict } from '@ram-sweep/results';
import type { MeanInterval } from '@ram-sweep/search/finalists';

/** Columns of the longest bar. */
const WIDTH = 36;

/**
 * The validation error of each policy as a bar, the learned one first: solid up to the lower end of its 95% interval,
 * shaded from there to the upper end. Bars whose shades do not overlap differ.
 */
export function policyBars({ learned, controls }: AttentionVerdict): string[] {
  const rows = [{ policy: 'learned', validation: learned }, ...controls];
  const longest = Math.max(...rows.map(({ validation }) => upperEnd(validation)));
  const name = Math.max(...rows.map(({ policy }) => policy.length));
  const value = Math.max(...rows.map(({ validation }) => interval(validation).length));
  return rows.map(({ policy, validation }) => {
    const bar = drawBar(validation, longest).padEnd(WIDTH);
    return `${policy.padEnd(name)}  ${bar}  ${interval(validation).padStart(value)}`;
  });
}

const upperEnd = ({ mean, halfWidth }: MeanInterval): number => Math.min(1, mean + (halfWidth ?? 0));

function drawBar(validation: MeanInterval, longest: number): string {
  const columns = (share: number): number => (longest > 0 ? Math.round((share / longest) * WIDTH) : 0);
  const solid = columns(Math.max(0, validation.mean - (validation.halfWidth ?? 0)));
  return '█'.repeat(solid) + '▒'.repeat(columns(upperEnd(validation)) - solid);
}
