import type { Params, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import type { Observation } from '../observation.js';
import { inOrder, observedOf } from '../observed.js';
import { suggestSobol } from '../sobol/sobol.js';
import { suggestTpe } from '../tpe/tpe.js';
import { pairwiseDistances } from './distance.js';
import { decode, encode, type Feature, featuresOf, type Point } from './features.js';
import { fitHyperparameters } from './hyperparameters.js';
import { maximise } from './maximise.js';
import { acquisitionOf } from './regression.js';
import { settings } from './settings.js';
import { standardise } from './standardise.js';

const HANDOVER = 100;
const MAX_SEED = 2 ** 32 - 1;

export function suggestGp(spec: StudySpec, index: number, history: readonly Observation[]): Params {
  const ordered = inOrder(history);
  const observed = observedOf(ordered);
  if (observed.length >= HANDOVER) return suggestTpe(spec, index, ordered);
  const features = featuresOf(spec);
  const known = observed.flatMap(({ params, outcome }) => {
    const point = encode(features, params);
    return point === undefined ? [] : [{ point, outcome }];
  });
  if (known.length < settings.startup) return suggestSobol(spec, index);
  const pending = ordered.flatMap(({ params, outcome }) => {
    const point = outcome === 'pending' ? encode(features, params) : undefined;
    return point === undefined ? [] : [point];
  });
  const results = standardise(known.map(({ outcome }) => outcome));
  const points = known.map(({ point }) => point);
  const hyper = fitHyperparameters({ distances: pairwiseDistances(features, points), results });
  const random = RandomStream.of(spec.seed, 'gp', index);
  const improvement = acquisitionOf(
    { features, points: [...points, ...pending], results, hyper },
    { random, count: settings.fantasies },
  );
  const discrete = features.every(({ levels }) => levels < Infinity);
  const tried = new Set(discrete ? ordered.map(({ params }) => encode(features, params)?.join()) : []);
  const order = points.map((_, place) => place).toSorted((a, b) => results[a]! - results[b]!);
  const best = maximise(features, (point) => (tried.has(point.join()) ? -Infinity : improvement(point)), {
    count: settings.candidates,
    scrambles: features.map(() => random.integer(0, MAX_SEED)),
    starts: order.slice(0, 5).map((place) => points[place]!.map((each) => (Number.isNaN(each) ? 0 : each))),
  });
  return best === undefined ? suggestSobol(spec, index) : paramsOf(features, best);
}

const paramsOf = (features: readonly Feature[], point: Point): Params =>
  Object.freeze(
    Object.fromEntries(
      features.flatMap((feature, place) =>
        Number.isNaN(point[place]!) ? [] : [[feature.field, decode(feature, point[place]!)] as const],
      ),
    ),
  );
