import type { Params, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import type { Observation } from '../observation.js';
import { inOrder, observedOf } from '../observed.js';
import { drawSobol } from '../sobol/sobol.js';
import { drawTpe } from '../tpe/tpe.js';
import { acquisitionOf } from './acquisition.js';
import { compress } from './compress.js';
import { pairwiseDistances } from './distance.js';
import { type Feature, featuresOf, paramsAt, type Point } from './features.js';
import { fitHyperparameters } from './hyperparameters.js';
import { knownPoints, type Known } from './known-points.js';
import { maximise } from './maximise.js';

/** Results from which there is something to learn; until then trials are those of the Sobol sequence. */
export const GP_STARTUP = 8;
/** Results from which TPE takes over: fitting takes the cube of their number, and its lead is gone. */
export const GP_HANDOVER = 100;

/** How many of the best configs the next one is looked for around. */
const MOST_STARTS = 5;
const MAX_SEED = 2 ** 32 - 1;

/**
 * Bayesian optimisation with a Gaussian process, for budgets of some dozens of trials over mixed and conditional spaces:
 * the config with the largest expected improvement, given what is known and what is expected of the pending trials.
 *
 * `attempt` counts the draws of one trial, where the first may not be taken; each has random numbers of its own.
 */
export function drawGp(spec: StudySpec, index: number, history: readonly Observation[], attempt = 0): Params {
  const ordered = inOrder(history);
  if (observedOf(ordered).length >= GP_HANDOVER) return drawTpe(spec, index, ordered, attempt);
  const features = featuresOf(spec);
  const known = knownPoints(features, ordered);
  if (known.outcomes.length < GP_STARTUP) return drawSobol(spec, index, attempt);
  const random = RandomStream.of(spec.seed, 'gp', index, attempt);
  const best = bestPoint(features, known, random);
  return best === undefined ? drawSobol(spec, index, attempt) : paramsAt(features, best);
}

/** Undefined where all that were looked at have been tried. */
function bestPoint(features: readonly Feature[], known: Known, random: RandomStream): Point | undefined {
  const { observed, outcomes, pending, tried } = known;
  const results = compress(outcomes);
  const hyper = fitHyperparameters({ distances: pairwiseDistances(features, observed), results });
  const improvement = acquisitionOf({ features, points: [...observed, ...pending], hyper }, results);
  return maximise(features, (point) => (tried.has(point.join()) ? -Infinity : improvement(point)), {
    scrambles: features.map(() => random.integer(0, MAX_SEED)),
    starts: bestOf(observed, results),
  });
}

const bestOf = (points: readonly Point[], results: Float64Array): Point[] =>
  points
    .map((_, place) => place)
    .toSorted((a, b) => results[a]! - results[b]! || a - b)
    .slice(0, MOST_STARTS)
    .map((place) => points[place]!);
