import type { Params, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { accepts } from '../../require/accepts.js';
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

/** From this many results on there is something to learn; before that, trials come from the Sobol sequence. */
export const GP_STARTUP = 8;
/**
 * From this many results on TPE takes over: fitting time grows with the cube of their number, and the lead is gone.
 */
export const GP_HANDOVER = 100;

/** Around how many of the best configs the next one is searched for. */
const MOST_STARTS = 5;
const MAX_SEED = 2 ** 32 - 1;

/**
 * Bayesian optimisation with a Gaussian process, for budgets of a few dozen trials over mixed and conditional spaces:
 * the config with the largest expected improvement, given what is known and what is expected of the pending trials.
 *
 * `attempt` counts the draws of one trial, in case the first is not accepted; each has its own random numbers.
 */
export function drawGp(spec: StudySpec, index: number, history: readonly Observation[], attempt = 0): Params {
  const ordered = inOrder(history);
  if (observedOf(ordered).length >= GP_HANDOVER) return drawTpe(spec, index, ordered, attempt);
  const features = featuresOf(spec);
  const known = knownPoints(features, ordered);
  if (known.outcomes.length < GP_STARTUP) return drawSobol(spec, index, attempt);
  const random = RandomStream.of(spec.seed, 'gp', index, attempt);
  const isAllowed = (point: Point): boolean => accepts(spec, paramsAt(features, point));
  const best = bestPoint(features, known, { random, isAllowed });
  return best === undefined ? drawSobol(spec, index, attempt) : paramsAt(features, best);
}

/** Undefined if all candidates have been tried. */
function bestPoint(
  features: readonly Feature[],
  known: Known,
  { random, isAllowed }: { random: RandomStream; isAllowed: (point: Point) => boolean },
): Point | undefined {
  const { observed, outcomes, pending, tried } = known;
  const results = compress(outcomes);
  const hyper = fitHyperparameters({ distances: pairwiseDistances(features, observed), results });
  const improvement = acquisitionOf({ features, points: [...observed, ...pending], hyper }, results);
  const worth = (point: Point): number =>
    tried.has(point.join()) || !isAllowed(point) ? -Infinity : improvement(point);
  return maximise(features, worth, {
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
