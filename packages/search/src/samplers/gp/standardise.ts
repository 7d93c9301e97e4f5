import jstatModule from 'jstat';
import { settings } from './settings.js';
const jstat = jstatModule as unknown as { normal: { inv(p: number, m: number, s: number): number } };

export function standardise(outcomes: readonly number[]): Float64Array {
  if (settings.transform === 'rank') return scale(normalScores(outcomes));
  const finite = outcomes.filter((each) => Number.isFinite(each));
  const worst = finite.length === 0 ? 0 : Math.max(...finite);
  const clipped = outcomes.map((each) => Math.min(each, worst));
  if (settings.transform === 'log') {
    const best = Math.min(...clipped);
    const sorted = clipped.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const unit = Math.max(1e-12, (median - best) * settings.unit);
    return scale(clipped.map((each) => Math.log((each - best) / unit + 1)));
  }
  return scale(clipped);
}

function normalScores(outcomes: readonly number[]): number[] {
  const sorted = outcomes.toSorted((a, b) => a - b);
  return outcomes.map((each) => {
    const first = sorted.indexOf(each);
    const last = sorted.lastIndexOf(each);
    return jstat.normal.inv(((first + last) / 2 + 0.5) / outcomes.length, 0, 1);
  });
}

function scale(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance) || 1;
  return Float64Array.from(values, (each) => (each - mean) / deviation);
}
