import { smallStudy } from '../tests/program/small-study.js';

/** The first rung of a trial, as a share of its epochs; each next one is twice as far. */
const FIRST_RUNG = 1 / 10;

/**
 * A search whose numbers are to be the same whatever happens to it: its sampler learns from the trials before, its
 * rungs prune and promote, and its best configs are trained again. The trials are short, so that many are under way.
 */
export function searchStudy(name: string, { trials, epochs }: { trials: number; epochs: number }): string {
  const rung = Math.max(1, Math.round(epochs * FIRST_RUNG));
  const extra = `
sampler: { name: tpe, lag: 2 }
pruner: { name: asha, minEpochs: ${rung}, reductionFactor: 2 }
finalists: { top: 2, seeds: 1, epochs: ${rung}, controlSeeds: 1 }
`;
  return smallStudy(name, { trials, epochs, extra });
}
