import { shortValue } from '@ram-sweep/format';
import { describeBest, describeVerdict, type Snapshot } from '@ram-sweep/results';
import { piece, type Line } from '../text/line.js';

/** The best config in one line. */
export function bestLine({ study }: Snapshot): Line {
  const { best, state } = study;
  if (!best) return [piece('best so far: none yet', { dim: true })];
  const params = Object.entries(best.params).map(([field, value]) => `${field} ${shortValue(value)}`);
  const title = state === 'complete' ? 'best' : 'best so far';
  return [piece(`${title}: ${describeBest(best)}: ${params.join(', ')}`, { bold: true, colour: 'green' })];
}

/** What attention is worth, before the numbers that may be cut; null before it was judged. */
export function verdictLine({ verdict }: Snapshot): Line | null {
  if (verdict === null) return null;
  const [, numbers = '', judgement = ''] = /^(.*): ([^:]*)$/.exec(describeVerdict(verdict)) ?? [];
  return [piece(`${judgement}: ${numbers}`, { bold: true })];
}
