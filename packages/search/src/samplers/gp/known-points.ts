import type { Observation } from '../observation.js';
import { encode, type Feature, type Point } from './features.js';

/** What earlier trials show, as points of the model. */
export interface Known {
  readonly observed: readonly Point[];
  /** Of the observed ones, in their order; Infinity for a divergence. */
  readonly outcomes: readonly number[];
  readonly pending: readonly Point[];
  /** Keys of the points that the study itself has drawn, if the space is discrete. */
  readonly tried: ReadonlySet<string>;
}

/** Trials of earlier studies that do not fit into the space are left out. */
export function knownPoints(features: readonly Feature[], history: readonly Observation[]): Known {
  const trials = history.flatMap(({ index, params, outcome }) => {
    const point = encode(features, params);
    return point === undefined ? [] : [{ index, point, outcome }];
  });
  const observed = trials.filter(({ outcome }) => typeof outcome === 'number');
  const discrete = features.every(({ levels }) => levels < Infinity);
  return {
    observed: observed.map(({ point }) => point),
    outcomes: observed.map(({ outcome }) => Number(outcome)),
    pending: trials.filter(({ outcome }) => outcome === 'pending').map(({ point }) => point),
    tried: new Set(discrete ? trials.filter(({ index }) => index >= 0).map(({ point }) => point.join()) : []),
  };
}
